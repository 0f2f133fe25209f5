package drover.core;

import drover.core.config.Section;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;

/** What an {@link Objective} finds around it while it evaluates one trial. */
public interface TrialContext extends DataContext {

  /** The study file's {@code objective} with this trial's values in place of the ranges. */
  Section settings();

  /** What the study wants; a scored outcome has one loss per goal. */
  List<Goal> goals();

  /**
   * Says how the trial stands after a step (an epoch), from 1. Non-finite metrics are left out. If
   * the trial is to end early, this throws an error that the objective lets pass.
   */
  void report(int step, Map<String, Double> metrics);

  /**
   * Where the trial is to start from: the latest checkpoint of an earlier attempt at it that broke
   * off, or else the last checkpoint of its parent; empty if it starts from nothing. Steps count on
   * from there, and {@link Trial#budget} counts the whole lineage's: a trial that starts after step
   * 3 reports 4 next. What it reported before its own checkpoint is not to be reported again.
   */
  default Optional<Checkpoint> start() {
    return Optional.empty();
  }

  /**
   * Offers the state after a step as a checkpoint, once it is reported. It is written now, by this
   * thread, or not at all: how often is the study's to say ({@code trial.checkpoint-interval}), and
   * the last one is wanted if another trial may continue this one. An objective that never offers
   * any starts from nothing in every trial and attempt.
   *
   * @param last true if the trial ends with this step
   * @param writer writes the state: all that a training which goes on from there needs to equal one
   *     that was not interrupted
   * @throws IOException if the writer fails
   */
  default void checkpoint(int step, boolean last, Checkpoint.Writer writer) throws IOException {}

  /** The local file in which {@code evaluate} may leave its model and {@code test} finds it. */
  Path model();

  @Override
  default Path shared() {
    return Objects.requireNonNull(model().toAbsolutePath().getParent());
  }

  /**
   * The outcome that these metrics make: scored, or infeasible if a goal's metric is not finite.
   *
   * @throws IllegalArgumentException if a goal's metric is missing
   */
  default Outcome score(Map<String, Double> metrics) {
    List<Double> losses = new ArrayList<>();
    for (Goal goal : goals()) {
      Double value = metrics.get(goal.metric());
      if (value == null) {
        throw new IllegalArgumentException(
            "the goal '" + goal.metric() + "' is not among the metrics " + metrics.keySet());
      }
      if (!Double.isFinite(value)) {
        return new Outcome.Infeasible(goal.metric() + " is " + value);
      }
      losses.add(goal.loss(value));
    }
    Map<String, Double> finite = new TreeMap<>(metrics);
    finite.values().removeIf(value -> !Double.isFinite(value));
    return new Outcome.Scored(losses, finite);
  }
}
