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
 *
 * <p>Exponentials are dear: those of the additive part are products of powers kept with each point,
 * exp(−|a − b|) = exp(−a) exp(b) for a ≥ b.
 */
final class Kernel {

  private static final double SQRT5 = StrictMath.sqrt(5);

  private final boolean[] unordered;
  private final double[] joint;
  private final double[] single;
  private final double[] otherOption;
  private final double jointVariance;
  private final double termVariance;

  /** A point with its powers under the lengthscales of the additive part. */
  static final class Point {
    private final double[] x;
    private final double[] rising;
    private final double[] falling;

    private Point(double[] x, double[] scales) {
      this.x = x;
      this.rising = new double[x.length];
      this.falling = new double[x.length];
      for (int j = 0; j < x.length; j++) {
        rising[j] = StrictMath.exp(scales[j] * x[j]);
        falling[j] = 1 / rising[j];
      }
    }
  }

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
    this.otherOption = new double[d];
    for (int j = 0; j < d; j++) {
      joint[j] = SQRT5 * StrictMath.exp(-logs[j]);
      single[j] = SQRT5 * StrictMath.exp(-logs[d + j]);
      otherOption[j] = StrictMath.exp(-single[j]);
    }
    this.jointVariance = StrictMath.exp(logs[2 * d]);
    this.termVariance = StrictMath.exp(logs[2 * d + 1]) / Math.max(1, d);
  }

  /** A point made ready for this kernel. */
  Point point(double[] x) {
    return new Point(x, single);
  }

  /** How many hyperparameters the kernel has. */
  int hyperparameters() {
    return 2 * unordered.length + 2;
  }

  /** k(x, x), the same for all x. */
  double variance() {
    return jointVariance + termVariance * unordered.length;
  }

  /** How far two values of a parameter are apart. */
  private double distance(int j, Point a, Point b) {
    return unordered[j] ? (a.x[j] == b.x[j] ? 0 : 1) : Math.abs(a.x[j] - b.x[j]);
  }

  /** exp(−√5 rⱼ) of the additive part. */
  private double decay(int j, Point a, Point b) {
    if (unordered[j]) {
      return a.x[j] == b.x[j] ? 1 : otherOption[j];
    }
    return a.x[j] > b.x[j] ? a.falling[j] * b.rising[j] : a.rising[j] * b.falling[j];
  }

  /** k(a, b). */
  double value(Point a, Point b) {
    double square = 0;
    double sum = 0;
    for (int j = 0; j < unordered.length; j++) {
      double distance = distance(j, a, b);
      double scaled = distance * joint[j];
      square += scaled * scaled;
      sum += matern(distance * single[j], decay(j, a, b));
    }
    return jointVariance * matern(square) + termVariance * sum;
  }

  private static double matern(double square) {
    double r = Math.sqrt(square);
    return matern(r, StrictMath.exp(-r));
  }

  /** m as a function of ρ = √5 r and exp(−ρ). */
  private static double matern(double r, double decay) {
    return (1 + r + r * r / 3) * decay;
  }

  /** −m′(ρ)/ρ. */
  private static double slope(double r, double decay) {
    return (1 + r) / 3 * decay;
  }

  /** Adds weight · ∂k(a, b)/∂log θ to a sum for each hyperparameter. */
  void addGradient(Point a, Point b, double weight, double[] sums) {
    int d = unordered.length;
    double r = jointDistance(a, b);
    double decay = StrictMath.exp(-r);
    double common = weight * jointVariance * slope(r, decay);
    double sum = 0;
    for (int j = 0; j < d; j++) {
      double distance = distance(j, a, b);
      double scaled = distance * joint[j];
      sums[j] += common * scaled * scaled;
      double own = distance * single[j];
      double ownDecay = decay(j, a, b);
      sum += matern(own, ownDecay);
      sums[d + j] += weight * termVariance * slope(own, ownDecay) * own * own;
    }
    sums[2 * d] += weight * jointVariance * matern(r, decay);
    sums[2 * d + 1] += weight * termVariance * sum;
  }

  private double jointDistance(Point a, Point b) {
    double square = 0;
    for (int j = 0; j < unordered.length; j++) {
      double scaled = distance(j, a, b) * joint[j];
      square += scaled * scaled;
    }
    return Math.sqrt(square);
  }

  /** Adds weight · ∂k(a, b)/∂a to a sum for each ordered parameter. */
  void addSlope(Point a, Point b, double weight, double[] sums) {
    double r = jointDistance(a, b);
    double common = weight * jointVariance * slope(r, StrictMath.exp(-r));
    for (int j = 0; j < unordered.length; j++) {
      if (!unordered[j]) {
        double difference = a.x[j] - b.x[j];
        double own = single[j];
        double term =
            weight * termVariance * slope(Math.abs(difference) * own, decay(j, a, b)) * own * own;
        sums[j] -= difference * (common * joint[j] * joint[j] + term);
      }
    }
  }
}
