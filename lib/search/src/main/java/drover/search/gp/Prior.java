package drover.search.gp;

/**
 * What is believed of the hyperparameters before any observation: their logarithms are independent
 * normal, with the lengthscales of the joint part growing as √d (Hvarfner et al. 2024, Vanilla
 * Bayesian optimization performs great in high dimensions).
 */
public final class Prior {

  private static final double LEAST_LENGTH = StrictMath.log(0.02);
  private static final double LARGEST_LENGTH = StrictMath.log(100);

  private final double[] mean;
  private final double[] deviation;
  private final double[] low;
  private final double[] high;

  private Prior(int d) {
    int n = 2 * d + 3;
    this.mean = new double[n];
    this.deviation = new double[n];
    this.low = new double[n];
    this.high = new double[n];
    for (int j = 0; j < d; j++) {
      set(j, StrictMath.log(d) / 2, 1.2, LEAST_LENGTH, LARGEST_LENGTH);
      set(d + j, -0.5, 1, LEAST_LENGTH, LARGEST_LENGTH);
    }
    set(2 * d, 0, 2, -10, 10);
    set(2 * d + 1, 0, 2, -10, 10);
    set(2 * d + 2, -12, 3, -18, 0);
  }

  private void set(int i, double mean, double deviation, double low, double high) {
    this.mean[i] = mean;
    this.deviation[i] = deviation;
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
    return new BoxLbfgs(low, high)
        .minimise((at, gradient) -> negative(logLikelihood, at, gradient), start, iterations, 1);
  }

  private double negative(BoxLbfgs.Smooth logLikelihood, double[] at, double[] gradient) {
    double value = -logLikelihood.value(at, gradient);
    for (int i = 0; i < at.length; i++) {
      double z = (at[i] - mean[i]) / deviation[i];
      value += z * z / 2;
      gradient[i] = z / deviation[i] - gradient[i];
    }
    return value;
  }
}
