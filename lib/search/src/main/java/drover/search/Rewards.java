package drover.search;

import java.util.ArrayList;
import java.util.List;

/**
 * Rewards in [0, 1] from losses of any scale: (1 − (r + ½)/n)^p for a trial that r of n are better
 * than, so that the best few count most, and a loss of 10⁹ no more than any other bad one. Pruned
 * trials are worse than all scored ones, and infeasible ones worst.
 */
final class Rewards {

  private final double power;
  private final List<Ranked> sorted = new ArrayList<>();

  /**
   * @param power p, at least 1
   */
  Rewards(double power) {
    this.power = power;
  }

  /** Takes a trial into the ranking. */
  void add(Ranked trial) {
    sorted.add(better(trial), trial);
  }

  /** The reward of a trial among those taken so far, at least one; the same for equal losses. */
  double of(Ranked trial) {
    return StrictMath.pow(1 - (better(trial) + 0.5) / sorted.size(), power);
  }

  /** How many trials are better: a binary search for the first that is not. */
  private int better(Ranked trial) {
    int from = 0;
    int to = sorted.size();
    while (from < to) {
      int middle = (from + to) >>> 1;
      if (Ranked.MERIT.compare(sorted.get(middle), trial) < 0) {
        from = middle + 1;
      } else {
        to = middle;
      }
    }
    return from;
  }
}
