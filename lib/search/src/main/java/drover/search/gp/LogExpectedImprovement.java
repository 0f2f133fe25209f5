package drover.search.gp;

/**
 * The logarithm of the expected improvement on a value (Ament et al. 2023, Unexpected improvements
 * to expected improvement): log EI = log h(z) + log σ with h(z) = φ(z) + z Φ(z) and z = (best −
 * μ)/σ.
 *
 * <p>For negative z, h(z) = φ(z) (1 − t R(t)) with t = −z and Mills' ratio R(t) = 1/(t + 1/(t +
 * 2/(t + 3/(t + …)))) (Laplace), so that 1 − t R(t) = c/(t + c) with c = 1/(t + 2/(t + …)): nothing
 * cancels.
 */
final class LogExpectedImprovement {

  private static final double LOG_SQRT_2PI = StrictMath.log(2 * StrictMath.PI) / 2;

  /** From here on the continued fraction is used. */
  private static final double TAIL = 2;

  private static final int DEPTH = 60;

  private LogExpectedImprovement() {}

  /** log EI on a best value of a normal with this mean and deviation. */
  static double of(double best, double mean, double deviation) {
    return logH((best - mean) / deviation) + StrictMath.log(deviation);
  }

  /** log h(z). */
  static double logH(double z) {
    if (z < -TAIL) {
      double c = fraction(-z);
      return logDensity(z) + StrictMath.log(c / (c - z));
    }
    return StrictMath.log(density(z) + z * distribution(z));
  }

  /** The derivative of log h at z: Φ(z)/h(z). */
  static double slope(double z) {
    return z < -TAIL ? 1 / fraction(-z) : distribution(z) / (density(z) + z * distribution(z));
  }

  /** Φ(z), by the continued fraction in the tails and by Marsaglia's series (2004) between. */
  static double distribution(double z) {
    if (z > TAIL) {
      return 1 - distribution(-z);
    }
    if (z < -TAIL) {
      return density(z) / (fraction(-z) - z);
    }
    double sum = z;
    double term = z;
    for (int i = 3; Math.abs(term) > 1e-17; i += 2) {
      term *= z * z / i;
      sum += term;
    }
    return 0.5 + sum * density(z);
  }

  /** 1/(t + 2/(t + 3/(t + …))). */
  private static double fraction(double t) {
    double value = t;
    for (int i = DEPTH; i >= 2; i--) {
      value = t + i / value;
    }
    return 1 / value;
  }

  private static double density(double z) {
    return StrictMath.exp(logDensity(z));
  }

  private static double logDensity(double z) {
    return -z * z / 2 - LOG_SQRT_2PI;
  }
}
