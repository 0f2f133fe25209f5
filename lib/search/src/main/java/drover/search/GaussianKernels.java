package drover.search;

import drover.core.Randomness;
import drover.core.space.Cell;
import drover.core.space.Parameter;
import java.util.random.RandomGenerator;

/**
 * Kernels on a number's own scale: Gaussians of one bandwidth, truncated to [0, 1] and, where
 * values are discrete, wide enough to reach the next value and integrated over each value's cell.
 */
final class GaussianKernels implements ParzenKernels {

  /** Cells narrower than this part of the bandwidth are taken for points. */
  private static final double NARROW = 0.5;

  /** No kernel is narrower than this part of its value's cell, so that it reaches the next. */
  private static final double LEAST_OF_CELL = 0.7;

  private static final double LOG_ROOT_TWO_PI = 0.5 * StrictMath.log(2 * StrictMath.PI);

  /** The log density of a value that is so far from the centre that its mass underflows. */
  private static final double NEVER = -700;

  private final Parameter parameter;
  private final double[] centres;
  private final double bandwidth;

  /** 1 / bandwidth, or 0 for an observation in which the parameter is inactive. */
  private final double[] scales;

  /** Log of the density at the centre, 0 for such an observation. */
  private final double[] logPeaks;

  /**
   * @param observed the observed positions; NaN where the parameter is inactive
   * @param bandwidth the least standard deviation before truncation, &gt; 0
   */
  GaussianKernels(Parameter parameter, double[] observed, double bandwidth) {
    this.parameter = parameter;
    this.bandwidth = bandwidth;
    this.centres = new double[observed.length];
    this.scales = new double[observed.length];
    this.logPeaks = new double[observed.length];
    for (int k = 0; k < observed.length; k++) {
      if (!Double.isNaN(observed[k])) {
        centres[k] = observed[k];
        double width = width(observed[k]);
        scales[k] = 1 / width;
        double inside = mass(-centres[k] / width, (1 - centres[k]) / width);
        logPeaks[k] = -LOG_ROOT_TWO_PI - StrictMath.log(width * inside);
      }
    }
  }

  private double width(double position) {
    return parameter.cardinality().isPresent()
        ? Math.max(bandwidth, LEAST_OF_CELL * parameter.cell(parameter.at(position)).width())
        : bandwidth;
  }

  @Override
  public double draw(int k, RandomGenerator random) {
    double position = random.nextDouble();
    if (scales[k] > 0) {
      do {
        position = centres[k] + Randomness.gaussian(random) / scales[k];
      } while (position < 0 || position > 1);
    }
    return parameter.cardinality().isPresent()
        ? parameter.position(parameter.at(position))
        : position;
  }

  @Override
  public void addLogDensities(double position, double[] sums) {
    if (parameter.cardinality().isPresent()) {
      Cell cell = parameter.cell(parameter.at(position));
      if (cell.width() > NARROW * bandwidth) {
        addLogDensities(cell, sums);
        return;
      }
    }
    for (int k = 0; k < centres.length; k++) {
      double z = (position - centres[k]) * scales[k];
      sums[k] += logPeaks[k] - 0.5 * z * z;
    }
  }

  private void addLogDensities(Cell cell, double[] sums) {
    double logPeakWidth = StrictMath.log(cell.width()) - LOG_ROOT_TWO_PI;
    for (int k = 0; k < centres.length; k++) {
      if (scales[k] > 0) {
        double from = (cell.low() - centres[k]) * scales[k];
        double to = (cell.high() - centres[k]) * scales[k];
        double mass = mass(from, to);
        sums[k] += mass > 0 ? StrictMath.log(mass / scales[k]) + logPeaks[k] - logPeakWidth : NEVER;
      }
    }
  }

  /** The standard normal distribution's mass between two numbers, precise in its tails too. */
  static double mass(double from, double to) {
    if (from >= 0) {
      return tail(from) - tail(to);
    }
    return to <= 0 ? tail(-to) - tail(-from) : 1 - tail(-from) - tail(to);
  }

  /** The mass above z ≥ 0 (Abramowitz and Stegun 1964, 26.2.17; absolute error below 7.5e-8). */
  private static double tail(double z) {
    double t = 1 / (1 + 0.2316419 * z);
    double sum =
        t
            * (0.319381530
                + t * (-0.356563782 + t * (1.781477937 + t * (-1.821255978 + t * 1.330274429))));
    return StrictMath.exp(-0.5 * z * z - LOG_ROOT_TWO_PI) * sum;
  }
}
