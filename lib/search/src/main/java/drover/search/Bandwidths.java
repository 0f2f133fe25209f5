package drover.search;

import java.util.List;

/** How far the kernels of a {@link ParzenDensity} on numbers reach: one bandwidth a parameter. */
final class Bandwidths {

  /** The variance of uniform positions. */
  private static final double UNIFORM_VARIANCE = 1.0 / 12;

  /** None is less. */
  private static final double LEAST = 0.001;

  private Bandwidths() {}

  /**
   * The bandwidths that fit observations, by Scott's rule (1992): σ n^(−1/(d+4)) for n observations
   * of d numbers, where σ is their standard deviation, drawn towards that of uniform positions by
   * the weight of one observation. Not used for choices.
   *
   * @param weights of the observations; they count as so many
   * @param factor multiplies Scott's rule
   */
  static double[] of(UnitSpace space, List<double[]> points, double[] weights, double factor) {
    double dimension = dimension(space, points, weights);
    double[] bandwidths = new double[space.size()];
    for (int i = 0; i < bandwidths.length; i++) {
      double n = 0;
      double sum = 0;
      double squares = 0;
      for (int k = 0; k < weights.length; k++) {
        double position = points.get(k)[i];
        if (!Double.isNaN(position)) {
          n += weights[k];
          sum += weights[k] * position;
          squares += weights[k] * position * position;
        }
      }
      double deviations = n > 0 ? Math.max(0, squares - sum * sum / n) : 0;
      double sigma = StrictMath.sqrt((deviations + UNIFORM_VARIANCE) / (n + 1));
      double rate = StrictMath.pow(Math.max(1, n), -1 / (dimension + 4));
      bandwidths[i] = Math.max(LEAST, factor * sigma * rate);
    }
    return bandwidths;
  }

  /** How many numbers are active in a point, on average. */
  private static double dimension(UnitSpace space, List<double[]> points, double[] weights) {
    double active = 0;
    double total = 0;
    for (int k = 0; k < weights.length; k++) {
      total += weights[k];
      for (int i = 0; i < space.size(); i++) {
        if (space.parameters().get(i).ordered() && !Double.isNaN(points.get(k)[i])) {
          active += weights[k];
        }
      }
    }
    return active / total;
  }
}
