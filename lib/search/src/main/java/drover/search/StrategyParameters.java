package drover.search;

import java.util.Arrays;
import java.util.List;

/**
 * Weights and learning rates of CMA-ES, with the names, equations and defaults of Hansen (2016, The
 * CMA evolution strategy: a tutorial, table 1).
 *
 * @param weights wᵢ for the i-th best of λ (eq. 49 to 53): positive for the better half, where they
 *     sum to 1, negative for the others
 * @param parents μ: how many weights are positive
 * @param effective μ_eff: variance effective selection mass of the positive weights (eq. 8)
 * @param rankOne c₁: learning rate of the rank-one update (eq. 57)
 * @param rankMu c_μ: learning rate of the rank-μ update (eq. 58)
 * @param covariancePath c_c: learning rate of the path for the rank-one update (eq. 56)
 * @param stepSizePath c_σ: learning rate of the path for the step size (eq. 55)
 * @param damping d_σ of the step size (eq. 55)
 * @param meanNorm E‖N(0, I)‖
 */
record StrategyParameters(
    List<Double> weights,
    int parents,
    double effective,
    double rankOne,
    double rankMu,
    double covariancePath,
    double stepSizePath,
    double damping,
    double meanNorm) {

  /** λ if nothing else is asked: 4 + ⌊3 ln n⌋ (eq. 48). */
  static int offspring(int dimensions) {
    return 4 + (int) (3 * StrictMath.log(Math.max(1, dimensions)));
  }

  /**
   * The defaults.
   *
   * @param n dimensions, at least 1
   * @param lambda offspring in a generation, at least 2
   */
  static StrategyParameters of(int n, int lambda) {
    double[] raw = raw(lambda);
    int parents = lambda / 2;
    double effective = effective(raw, 0, parents);
    double negative = effective(raw, parents, lambda);

    double rankOne = 2 / (StrictMath.pow(n + 1.3, 2) + effective);
    double rankMu =
        Math.min(
            1 - rankOne,
            2 * (0.25 + effective + 1 / effective - 2) / (StrictMath.pow(n + 2, 2) + effective));
    double most =
        Math.min(
            Math.min(1 + rankOne / rankMu, 1 + 2 * negative / (effective + 2)),
            (1 - rankOne - rankMu) / (n * rankMu));
    double stepSizePath = (effective + 2) / (n + effective + 5);
    return new StrategyParameters(
        list(scaled(raw, most)),
        parents,
        effective,
        rankOne,
        rankMu,
        (4 + effective / n) / (n + 4 + 2 * effective / n),
        stepSizePath,
        1 + 2 * Math.max(0, Math.sqrt((effective - 1) / (n + 1)) - 1) + stepSizePath,
        Math.sqrt(n) * (1 - 1.0 / (4 * n) + 1.0 / (21.0 * n * n)));
  }

  /** The positive weights of λ trials alone; that of a single one is 1. */
  static List<Double> positive(int lambda) {
    return lambda == 1 ? List.of(1.0) : list(scaled(raw(lambda), 0)).subList(0, lambda / 2);
  }

  private static List<Double> list(double[] values) {
    return Arrays.stream(values).boxed().toList();
  }

  private static double[] raw(int lambda) {
    double[] raw = new double[lambda];
    for (int i = 0; i < lambda; i++) {
      raw[i] = StrictMath.log((lambda + 1) / 2.0) - StrictMath.log(i + 1);
    }
    return raw;
  }

  /** λ: how many trials make a generation. */
  int offspring() {
    return weights.size();
  }

  /** The weights scaled so that the positive ones sum to 1 and the negative ones to −most. */
  private static double[] scaled(double[] raw, double most) {
    double positive = 0;
    double negative = 0;
    for (double weight : raw) {
      positive += Math.max(0, weight);
      negative += Math.max(0, -weight);
    }
    double[] weights = new double[raw.length];
    for (int i = 0; i < raw.length; i++) {
      weights[i] = raw[i] >= 0 ? raw[i] / positive : raw[i] * most / negative;
    }
    return weights;
  }

  private static double effective(double[] raw, int from, int to) {
    double sum = 0;
    double squares = 0;
    for (int i = from; i < to; i++) {
      sum += raw[i];
      squares += raw[i] * raw[i];
    }
    return squares == 0 ? 0 : sum * sum / squares;
  }
}
