package drover.dl4j.schedules;

import java.util.Map;

/**
 * Goes by the norm of gradients: lowers the rate after a step whose gradient is large beside the
 * mean of those before, and raises it again, or keeps it, after small ones. The mean forgets at a
 * share per step. For the next step counts what the last one showed.
 */
final class GradientNorm implements Schedule {

  private final double large;
  private final double small;
  private final double lower;
  private final double raise;
  private final double memory;
  private final double min;

  private double factor = 1;
  private double mean; // 0 before the first step

  /**
   * A schedule.
   *
   * @param large a norm of more than so many means is large, at least 1
   * @param small a norm of less than so many means is small, in [0, 1]
   * @param lower factor after a large one, in (0, 1)
   * @param raise factor after a small one, at least 1
   * @param memory share of the mean that is kept in each step, in [0, 1)
   * @param min least factor, in [0, 1]; the largest is 1
   */
  GradientNorm(double large, double small, double lower, double raise, double memory, double min) {
    this.large = large;
    this.small = small;
    this.lower = lower;
    this.raise = raise;
    this.memory = memory;
    this.min = min;
  }

  @Override
  public double factor(double epoch) {
    return factor;
  }

  @Override
  public boolean wantsGradientNorm() {
    return true;
  }

  @Override
  public void sawGradient(double norm) {
    if (mean > 0 && norm > large * mean) {
      factor = Math.max(min, factor * lower);
    } else if (norm < small * mean) {
      factor = Math.min(1, factor * raise);
    }
    mean = mean == 0 ? norm : memory * mean + (1 - memory) * norm;
  }

  @Override
  public Map<String, Double> state() {
    return Map.of("factor", factor, "mean", mean);
  }

  @Override
  public void restore(Map<String, Double> state) {
    factor = state.getOrDefault("factor", factor);
    mean = state.getOrDefault("mean", mean);
  }
}
