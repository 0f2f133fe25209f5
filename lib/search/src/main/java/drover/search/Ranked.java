package drover.search;

import drover.core.Outcome;
import drover.core.Trial;
import java.util.Comparator;
import java.util.Optional;

/**
 * A trial that says something about its params, in the order of merit: scored ones by their loss,
 * then pruned ones by their last loss, then infeasible ones; ties by id, so that the order never
 * depends on the order of arrival.
 *
 * @param tier 0 scored, 1 pruned, 2 infeasible
 * @param loss the first loss; 0 if infeasible
 */
record Ranked(Trial trial, int tier, double loss) implements Comparable<Ranked> {

  private static final Comparator<Ranked> ORDER =
      Comparator.comparingInt(Ranked::tier)
          .thenComparingDouble(Ranked::loss)
          .thenComparingInt(ranked -> ranked.trial().id());

  /** The trial with its outcome, or empty if it failed: then there is nothing to learn. */
  static Optional<Ranked> of(Trial trial, Outcome outcome) {
    if (outcome instanceof Outcome.Scored scored) {
      return Optional.of(new Ranked(trial, 0, scored.loss()));
    }
    if (outcome instanceof Outcome.Pruned pruned) {
      return Optional.of(new Ranked(trial, 1, pruned.loss()));
    }
    return outcome instanceof Outcome.Infeasible
        ? Optional.of(new Ranked(trial, 2, 0))
        : Optional.empty();
  }

  @Override
  public int compareTo(Ranked other) {
    return ORDER.compare(this, other);
  }
}
