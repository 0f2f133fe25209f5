package drover.search.gp;

/**
 * The covariance of the losses at two points: a joint part in which all parameters act together and
 * an additive part with a term for each parameter (Ru et al. 2020, CoCaBO, eq. 4, mixes the two in
 * the same way; Duvenaud et al. 2011, Additive Gaussian processes, has the first order alone),
 *
 * <p>k(x, x′) = s² m(r) + (a²/d) Σ m(rᵢ), rᵢ = |xᵢ − x′ᵢ| / lᵢ, with m the Matérn 5/2 function m(r)
 * = (1 + √5 r + 5/3 r²) exp(−√5 r) and automatic relevance determination: r is the length of the
 * vector of all rᵢ, and both parts have a lengthscale for each parameter. Options of a choice are
 * one apart from each other.
 */
final class Kernel {

  private static final double SQRT5 = StrictMath.sqrt(5);

  private final boolean[] unordered;
  private final double[] joint;
  private final double[] single;
  private final double jointVariance;
  private final double singleVariance;

  /**
   * A kernel.
   *
   * @param unordered which parameters are choices
   * @param logs the logarithms of its 2d + 2 hyperparameters: the lengthscales of the joint part,
   *     those of the additive part, and the variances of both
   */
  Kernel(boolean[] unordered, double[] logs) {
    int d = unordered.length;
    this.unordered = unordered;
    this.joint = new double[d];
    this.single = new double[d];
    for (int j = 0; j < d; j++) {
      joint[j] = SQRT5 * StrictMath.exp(-logs[j]);
      single[j] = SQRT5 * StrictMath.exp(-logs[d + j]);
    }
    this.jointVariance = StrictMath.exp(logs[2 * d]);
    this.singleVariance = StrictMath.exp(logs[2 * d + 1]);
  }

  /** How many hyperparameters the kernel has. */
  int hyperparameters() {
    return 2 * unordered.length + 2;
  }

  /** k(x, x), the same for all x. */
  double variance() {
    return jointVariance + singleVariance;
  }

  private double difference(int j, double a, double b) {
    return unordered[j] ? (a == b ? 0 : 1) : a - b;
  }

  /** k(a, b). */
  double value(double[] a, double[] b) {
    double square = 0;
    double sum = 0;
    for (int j = 0; j < a.length; j++) {
      double difference = Math.abs(difference(j, a[j], b[j]));
      if (difference == 0) {
        sum++;
        continue;
      }
      double scaled = difference * joint[j];
      square += scaled * scaled;
      sum += matern(difference * single[j]);
    }
    return jointVariance * matern(Math.sqrt(square)) + singleVariance * sum / a.length;
  }

  /** m as a function of √5 r. */
  private static double matern(double r) {
    return (1 + r + r * r / 3) * StrictMath.exp(-r);
  }

  /** −m′(ρ)/ρ as a function of ρ = √5 r. */
  private static double slope(double r) {
    return (1 + r) / 3 * StrictMath.exp(-r);
  }

  /** Adds weight · ∂k(a, b)/∂log θ to a sum for each hyperparameter. */
  void addGradient(double[] a, double[] b, double weight, double[] sums) {
    int d = a.length;
    double square = 0;
    double sum = 0;
    for (int j = 0; j < d; j++) {
      double scaled = difference(j, a[j], b[j]) * joint[j];
      square += scaled * scaled;
    }
    double r = Math.sqrt(square);
    double common = weight * jointVariance * slope(r);
    for (int j = 0; j < d; j++) {
      double difference = Math.abs(difference(j, a[j], b[j]));
      if (difference == 0) {
        sum++;
        continue;
      }
      double scaled = difference * joint[j];
      sums[j] += common * scaled * scaled;
      double own = difference * single[j];
      double decay = StrictMath.exp(-own);
      sum += (1 + own + own * own / 3) * decay;
      sums[d + j] += weight * singleVariance / d * (1 + own) / 3 * decay * own * own;
    }
    sums[2 * d] += weight * jointVariance * matern(r);
    sums[2 * d + 1] += weight * singleVariance * sum / d;
  }

  /** Adds weight · ∂k(x, b)/∂x to a sum for each parameter. */
  void addSlope(double[] x, double[] b, double weight, double[] sums) {
    int d = x.length;
    double square = 0;
    for (int j = 0; j < d; j++) {
      double scaled = difference(j, x[j], b[j]) * joint[j];
      square += scaled * scaled;
    }
    double common = weight * jointVariance * slope(Math.sqrt(square));
    for (int j = 0; j < d; j++) {
      if (!unordered[j]) {
        double difference = x[j] - b[j];
        double own = single[j];
        sums[j] -=
            difference
                * (common * joint[j] * joint[j]
                    + weight * singleVariance / d * slope(Math.abs(difference) * own) * own * own);
      }
    }
  }
}
