package drover.dl4j.schedules;

import java.util.Map;

/**
 * Lowers the rate when the validation loss no longer falls: after more than {@code patience} epochs
 * in a row that are not below the best loss by a share of {@code threshold}. After a cut, {@code
 * cooldown} epochs do not count.
 */
final class Plateau implements Schedule {

  private final double cut;
  private final int patience;
  private final int cooldown;
  private final double threshold;
  private final double min;

  private double factor = 1;
  private double best = Double.MAX_VALUE;
  private int bad;
  private int cooling;

  /**
   * A schedule.
   *
   * @param cut what the rate is multiplied by, in (0, 1)
   * @param threshold share of the best loss that a better one must be below it, in [0, 1)
   * @param min least factor, in [0, 1]
   */
  Plateau(double cut, int patience, int cooldown, double threshold, double min) {
    this.cut = cut;
    this.patience = patience;
    this.cooldown = cooldown;
    this.threshold = threshold;
    this.min = min;
  }

  @Override
  public double factor(double epoch) {
    return factor;
  }

  @Override
  public void sawLoss(double epoch, double loss) {
    if (loss < best - threshold * Math.abs(best)) {
      best = loss;
      bad = 0;
    } else {
      bad++;
    }
    if (cooling > 0) {
      cooling--;
      bad = 0;
    }
    if (bad > patience) {
      factor = Math.max(min, factor * cut);
      cooling = cooldown;
      bad = 0;
    }
  }

  @Override
  public Map<String, Double> state() {
    return Map.of("factor", factor, "best", best, "bad", (double) bad, "cooling", (double) cooling);
  }

  @Override
  public void restore(Map<String, Double> state) {
    factor = state.getOrDefault("factor", factor);
    best = state.getOrDefault("best", best);
    bad = state.getOrDefault("bad", 0.0).intValue();
    cooling = state.getOrDefault("cooling", 0.0).intValue();
  }
}
