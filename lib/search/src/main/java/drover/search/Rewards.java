package drover.search;

/**
 * Rewards in [0, 1] from losses of any scale: (1 − r/n)^p for the r-th best of n, so that the best
 * few count most, and a loss of 10⁹ no more than any other bad one.
 */
final class Rewards {

  private final double power;
  private final Sorted losses = new Sorted();

  /**
   * @param power p, at least 1
   */
  Rewards(double power) {
    this.power = power;
  }

  /** Takes a loss into the ranking. */
  void add(double loss) {
    losses.add(loss);
  }

  /** The reward of a loss among those taken so far, at least one. */
  double of(double loss) {
    return StrictMath.pow(1 - (losses.rank(loss) + 0.5) / losses.size(), power);
  }
}
