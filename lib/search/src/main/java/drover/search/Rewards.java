package drover.search;

import java.util.Arrays;

/**
 * Rewards in [0, 1] from losses of any scale: (1 − r/n)^p for the r-th best of n, so that the best
 * few count most, and a loss of 10⁹ no more than any other bad one.
 */
final class Rewards {

  private final double power;
  private double[] sorted = new double[64];
  private int count;

  /**
   * @param power p, at least 1
   */
  Rewards(double power) {
    this.power = power;
  }

  /** Takes a loss into the ranking. */
  void add(double loss) {
    int at = rank(loss);
    if (count == sorted.length) {
      sorted = Arrays.copyOf(sorted, 2 * count);
    }
    System.arraycopy(sorted, at, sorted, at + 1, count - at);
    sorted[at] = loss;
    count++;
  }

  /** The reward of a loss among those taken so far, at least one. */
  double of(double loss) {
    return StrictMath.pow(1 - (rank(loss) + 0.5) / count, power);
  }

  private int rank(double loss) {
    int found = Arrays.binarySearch(sorted, 0, count, loss);
    return found < 0 ? -found - 1 : found;
  }
}
