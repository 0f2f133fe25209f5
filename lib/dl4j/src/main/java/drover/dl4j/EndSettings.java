package drover.dl4j;

import drover.core.config.Section;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * When a training ends before its last epoch, and which weights it leaves.
 *
 * @param patience epochs in a row without improvement after which it ends, at least 1; empty: it
 *     goes on to its last epoch
 * @param minDelta an epoch is an improvement if its loss is lower than the best one by more than
 *     this; 0 or more
 * @param byGoal true if epochs are compared by the study's first goal, false if by the loss
 * @param weights which weights it leaves
 */
public record EndSettings(
    Optional<Long> patience, double minDelta, boolean byGoal, Weights weights) {

  /** The metric that says which epoch was the best one, of a training that compares them. */
  public static final String BEST_EPOCH = "best-epoch";

  /** Which weights a training leaves. */
  public sealed interface Weights {

    /** Those of the best epoch if it may end early, else the last ones. */
    record Auto() implements Weights {}

    /** Those of the last epoch. */
    record Last() implements Weights {}

    /** Those of the best epoch. */
    record Best() implements Weights {}

    /**
     * The mean of those after each of the last epochs (Izmailov et al. 2018).
     *
     * @param share of the training's epochs; in (0, 1]
     */
    record Averaged(double share) implements Weights {}
  }

  /** Reads {@code early-stopping} and {@code weights} of {@code training}. */
  public static EndSettings read(Section training) {
    Section stopping = training.section("early-stopping");
    Optional<Long> patience = stopping.integerOr("none", "patience", 1, 1_000_000);
    double minDelta = stopping.real("min-delta", 0, Double.MAX_VALUE);
    if (patience.isEmpty() && stopping.has("min-delta") && !stopping.has("patience")) {
      stopping.mistake("min-delta", "is for early stopping, which begins with a patience");
    }
    return new EndSettings(
        patience,
        minDelta,
        stopping.oneOf("metric", List.of("loss", "goal")).equals("goal"),
        training.variant(
            "weights",
            "weights",
            Map.of(
                "auto", section -> new Weights.Auto(),
                "last", section -> new Weights.Last(),
                "best", section -> new Weights.Best(),
                "averaged",
                    section -> new Weights.Averaged(section.real("share", Double.MIN_NORMAL, 1)))));
  }

  /** True if the best epoch's weights are kept. */
  public boolean keepsBest() {
    return weights instanceof Weights.Best
        || (weights instanceof Weights.Auto && patience.isPresent());
  }

  /** True if it matters which epoch was the best one. */
  public boolean comparesEpochs() {
    return keepsBest() || patience.isPresent();
  }

  /** True if weights of several epochs are averaged. */
  boolean averages() {
    return weights instanceof Weights.Averaged;
  }

  /** How many of the last epochs are averaged: 0 for none. */
  int averaged(int epochs) {
    return weights instanceof Weights.Averaged averaged
        ? Math.max(1, (int) Math.round(averaged.share() * epochs))
        : 0;
  }
}
