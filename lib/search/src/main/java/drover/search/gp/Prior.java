package drover.search.gp;

/**
 * What is believed of the hyperparameters before any observation: their logarithms are normal. The
 * lengthscales of the joint part grow as √d (Hvarfner et al. 2024, Vanilla Bayesian optimization
 * performs great in high dimensions). Those of one part are alike, with covariance own² I + shared²
 * 11ᵀ: a few observations tell how long they all are long before they tell them apart.
 */
public final class Prior {

  private static final double LEAST_LENGTH = StrictMath.log(0.02);
  private static final double LARGEST_LENGTH = StrictMath.log(100);

  private final int dimensions;
  private final double[] mean;
  private final double[] own;
  private final double[] shared;
  private final double[] low;
  private final double[] high;

  private Prior(int dimensions) {
    int d = dimensions;
    int n = 2 * d + 3;
    this.dimensions = d;
    this.mean = new double[n];
    this.own = new double[n];
    this.shared = new double[n];
    this.low = new double[n];
    this.high = new double[n];
    for (int j = 0; j < d; j++) {
      set(j, StrictMath.log(d) / 2, 0.8, LEAST_LENGTH, LARGEST_LENGTH);
      shared[j] = 1;
      set(d + j, -0.5, 1, LEAST_LENGTH, LARGEST_LENGTH);
      shared[d + j] = 1;
    }
    set(2 * d, 0, 2, -10, 10);
    set(2 * d + 1, 0, 2, -10, 10);
    set(2 * d + 2, -12, 3, -18, 0);
  }

  private void set(int i, double mean, double own, double low, double high) {
    this.mean[i] = mean;
    this.own[i] = own;
    this.low[i] = low;
    this.high[i] = high;
  }

  /** The prior for a number of parameters. */
  public static Prior of(int dimensions) {
    return new Prior(dimensions);
  }

  /** The most probable hyperparameters. */
  public double[] mode() {
    return mean.clone();
  }

  /** The hyperparameters of the largest posterior density found from a start. */
  double[] posteriorMode(BoxLbfgs.Smooth logLikelihood, double[] start, int iterations) {
    BoxLbfgs.Smooth negative =
        (at, gradient) -> {
          double value = -logLikelihood.value(at, gradient);
          for (int i = 0; i < gradient.length; i++) {
            gradient[i] = -gradient[i];
          }
          return value
              + penalty(at, gradient, 0, dimensions)
              + penalty(at, gradient, dimensions, 2 * dimensions)
              + penalty(at, gradient, 2 * dimensions, at.length);
        };
    return new BoxLbfgs(low, high).minimise(negative, start, iterations, 1);
  }

  /**
   * Half the squared Mahalanobis distance from the mean of a group of hyperparameters (the inverse
   * of its covariance by Sherman and Morrison); adds its gradient.
   */
  private double penalty(double[] at, double[] gradient, int from, int to) {
    double sum = 0;
    for (int i = from; i < to; i++) {
      sum += at[i] - mean[i];
    }
    double value = 0;
    for (int i = from; i < to; i++) {
      double ownSquare = own[i] * own[i];
      double sharedSquare = shared[i] * shared[i];
      double common = sharedSquare * sum / (ownSquare + (to - from) * sharedSquare);
      double slope = (at[i] - mean[i] - common) / ownSquare;
      gradient[i] += slope;
      value += slope * (at[i] - mean[i]) / 2;
    }
    return value;
  }
}
