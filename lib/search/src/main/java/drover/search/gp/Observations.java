package drover.search.gp;

import java.util.Arrays;
import java.util.List;

/** Points and their losses. */
public final class Observations {

  /** The least noise, as a part of the kernel's variance: keeps the covariance well conditioned. */
  private static final double LEAST_NOISE = 1e-10;

  private final boolean[] unordered;
  private final double[][] x;
  private final double[] losses;

  /**
   * What was observed.
   *
   * @param unordered which parameters are choices
   * @param x the points, as {@link Encoding} makes them
   * @param losses one of each point
   */
  public Observations(boolean[] unordered, double[][] x, double[] losses) {
    this.unordered = unordered;
    this.x = x;
    this.losses = losses;
  }

  int dimensions() {
    return unordered.length;
  }

  /** The points with further ones, whose losses are not known. */
  Observations with(List<double[]> points) {
    double[][] more = Arrays.copyOf(x, x.length + points.size());
    for (int i = 0; i < points.size(); i++) {
      more[x.length + i] = points.get(i);
    }
    return new Observations(unordered, more, losses);
  }

  /** The process of values at the points. */
  GaussianProcess process(double[] hyperparameters, double[] values) {
    Kernel kernel = new Kernel(unordered, hyperparameters);
    double noise = StrictMath.exp(hyperparameters[hyperparameters.length - 1]);
    return new GaussianProcess(kernel, noise + LEAST_NOISE * kernel.variance(), x, values);
  }

  /**
   * The log likelihood of values at the points.
   *
   * @param gradient receives its gradient with respect to the hyperparameters
   */
  double logLikelihood(double[] hyperparameters, double[] values, double[] gradient) {
    GaussianProcess process = process(hyperparameters, values);
    System.arraycopy(process.gradient(), 0, gradient, 0, gradient.length);
    return process.logLikelihood();
  }

  /**
   * The losses as the warp makes them that is most likely under hyperparameters.
   *
   * @param leastScale the least scale that the warp may have
   */
  double[] warped(double[] hyperparameters, double leastScale) {
    GaussianProcess process = process(hyperparameters, losses);
    double most = Double.NEGATIVE_INFINITY;
    double[] best = losses;
    for (Warp warp : Warp.family(losses, leastScale)) {
      double[] values = warp.values(losses);
      double likelihood = process.logLikelihood(values) + warp.logSlopes(losses);
      if (likelihood > most) {
        most = likelihood;
        best = values;
      }
    }
    return best;
  }
}
