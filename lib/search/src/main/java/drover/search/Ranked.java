package drover.search;

import drover.core.Outcome;
import drover.core.Trial;
import drover.core.pareto.Pareto;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * A trial that says something about its params, in the order of merit: scored ones by their loss,
 * then pruned ones by their last loss, then infeasible ones; ties by id, so that the order never
 * depends on the order of arrival.
 *
 * @param tier 0 scored, 1 pruned, 2 infeasible
 * @param losses one a goal if scored; the last first loss if pruned; none if infeasible
 */
record Ranked(Trial trial, int tier, List<Double> losses) implements Comparable<Ranked> {

  /** By tier and first loss alone: equal for equal losses. */
  static final Comparator<Ranked> MERIT =
      Comparator.comparingInt(Ranked::tier).thenComparingDouble(Ranked::loss);

  private static final Comparator<Ranked> ORDER =
      MERIT.thenComparingInt(ranked -> ranked.trial().id());

  /** The trial with its outcome, or empty if it failed: then there is nothing to learn. */
  static Optional<Ranked> of(Trial trial, Outcome outcome) {
    if (outcome instanceof Outcome.Scored scored) {
      return Optional.of(new Ranked(trial, 0, scored.losses()));
    }
    if (outcome instanceof Outcome.Pruned pruned) {
      return Optional.of(new Ranked(trial, 1, List.of(pruned.loss())));
    }
    return outcome instanceof Outcome.Infeasible
        ? Optional.of(new Ranked(trial, 2, List.of()))
        : Optional.empty();
  }

  /** The first loss; 0 if infeasible. */
  double loss() {
    return losses.isEmpty() ? 0 : losses.get(0);
  }

  /**
   * Constrained domination (Deb et al. 2002, definition 1): a scored trial dominates any other, a
   * pruned one any infeasible one; two of a kind are compared by all their losses.
   */
  boolean dominates(Ranked other) {
    return tier < other.tier || (tier == other.tier && Pareto.dominates(losses, other.losses));
  }

  @Override
  public int compareTo(Ranked other) {
    return ORDER.compare(this, other);
  }
}
