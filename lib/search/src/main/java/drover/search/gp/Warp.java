package drover.search.gp;

import java.util.Arrays;
import java.util.List;

/**
 * Turns losses into the values that the process models: log(1 + (loss − least)/scale), then shifted
 * and stretched to mean 0 and variance 1. An infinite scale is the linear case. Near the least loss
 * the map is linear, far above it logarithmic.
 */
final class Warp {

  /** Scales that are tried, as parts of how far most losses lie above the least one. */
  private static final double[] SCALES = {
    Double.POSITIVE_INFINITY, 10, 3, 1, 0.3, 0.1, 0.03, 0.01, 0.003, 0.001
  };

  /** The losses up to this quantile are most. */
  private static final double MOST = 0.8;

  private final double least;
  private final double scale;
  private final double mean;
  private final double deviation;

  private Warp(double least, double scale, double mean, double deviation) {
    this.least = least;
    this.scale = scale;
    this.mean = mean;
    this.deviation = deviation;
  }

  /**
   * Maps from the linear one to more and more bent ones.
   *
   * @param leastScale no scale is a smaller part than this
   */
  static List<Warp> family(double[] losses, double leastScale) {
    double[] sorted = losses.clone();
    Arrays.sort(sorted);
    double range = sorted[(int) (MOST * sorted.length)] - sorted[0];
    return Arrays.stream(SCALES)
        .filter(scale -> scale == Double.POSITIVE_INFINITY || (range > 0 && scale >= leastScale))
        .mapToObj(scale -> of(losses, range > 0 ? scale * range : scale))
        .toList();
  }

  /** The map for these losses with a scale. */
  static Warp of(double[] losses, double scale) {
    double least = Arrays.stream(losses).min().orElse(0);
    double sum = 0;
    double squares = 0;
    for (double loss : losses) {
      sum += bent(loss - least, scale);
    }
    double mean = sum / losses.length;
    for (double loss : losses) {
      double difference = bent(loss - least, scale) - mean;
      squares += difference * difference;
    }
    double deviation = Math.sqrt(squares / losses.length);
    return new Warp(least, scale, mean, deviation > 0 ? deviation : 1);
  }

  private static double bent(double above, double scale) {
    return scale == Double.POSITIVE_INFINITY ? above : StrictMath.log1p(above / scale) * scale;
  }

  double value(double loss) {
    return (bent(loss - least, scale) - mean) / deviation;
  }

  double[] values(double[] losses) {
    return Arrays.stream(losses).map(this::value).toArray();
  }

  /** Sum over the losses of the logarithm of the map's slope. */
  double logSlopes(double[] losses) {
    double sum = -losses.length * StrictMath.log(deviation);
    if (scale != Double.POSITIVE_INFINITY) {
      for (double loss : losses) {
        sum -= StrictMath.log1p((loss - least) / scale);
      }
    }
    return sum;
  }
}
