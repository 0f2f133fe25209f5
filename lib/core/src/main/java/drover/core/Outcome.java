package drover.core;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What became of a trial. An outcome is data, never an exception. */
public sealed interface Outcome {

  /**
   * The trial ended with a score.
   *
   * @param losses one finite loss per goal of the study, lower is better; at least one
   * @param metrics named finite metrics as the user reads them, goals included
   */
  record Scored(List<Double> losses, Map<String, Double> metrics) implements Outcome {
    /** The outcome's {@link Outcome#state}. */
    public static final String STATE = "scored";

    public Scored {
      losses = List.copyOf(losses);
      metrics = Collections.unmodifiableMap(new TreeMap<>(metrics));
      if (losses.isEmpty() || !losses.stream().allMatch(Double::isFinite)) {
        throw new IllegalArgumentException("a score needs finite losses: " + losses);
      }
      if (!metrics.values().stream().allMatch(Double::isFinite)) {
        throw new IllegalArgumentException("a score needs finite metrics: " + metrics);
      }
    }

    /** A score of one loss without further metrics. */
    public static Scored of(double loss) {
      return new Scored(List.of(loss), Map.of());
    }

    /** The first loss: the one that single-goal searches minimise. */
    public double loss() {
      return losses.get(0);
    }

    @Override
    public String state() {
      return STATE;
    }
  }

  /**
   * These params give no finite loss: the network cannot be built, or it diverged. Searchers learn
   * it as the worst there is.
   */
  record Infeasible(String reason) implements Outcome {
    /** The outcome's {@link Outcome#state}. */
    public static final String STATE = "infeasible";

    @Override
    public String state() {
      return STATE;
    }
  }

  /**
   * The trial was stopped early: it did not promise enough, or took too long.
   *
   * @param loss its last loss; finite
   * @param reason why it was stopped, if not by the study's stopper; else empty
   */
  record Pruned(double loss, String reason) implements Outcome {
    /** The outcome's {@link Outcome#state}. */
    public static final String STATE = "pruned";

    public Pruned {
      if (!Double.isFinite(loss)) {
        throw new IllegalArgumentException("a pruned trial needs a finite last loss: " + loss);
      }
    }

    /** Stopped by the study's stopper. */
    public Pruned(double loss) {
      this(loss, "");
    }

    @Override
    public String state() {
      return STATE;
    }
  }

  /**
   * The machinery's fault: says nothing about the params, so searchers do not learn from it.
   *
   * @param reason what happened, and which setting helps, in one line
   */
  record Failed(Cause cause, String reason) implements Outcome {
    /** The outcome's {@link Outcome#state}. */
    public static final String STATE = "failed";

    /** The objective's {@link Cause#ERROR}. */
    public Failed(String reason) {
      this(Cause.ERROR, reason);
    }

    @Override
    public String state() {
      return STATE;
    }
  }

  /** In one word: {@code scored}, {@code pruned}, {@code infeasible} or {@code failed}. */
  String state();

  /** Why there is no (full) loss; empty of scored trials and of those that a stopper ended. */
  default String reason() {
    return "";
  }

  /** True if the trial ended with a score. */
  default boolean isScored() {
    return this instanceof Scored;
  }
}
