package drover.search;

import drover.core.space.Choice;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * A Parzen estimate of the density that observed points come from, over a whole space at once: a
 * weighted mixture of one product kernel an observation ({@link ParzenKernels}) and the uniform
 * density as prior.
 *
 * <p>On a tree of parameters it is a density over the tree: a kernel draws a choice first and then
 * the parameters under the option drawn, uniformly where its observation took another option.
 * Densities are relative to that of uniform sampling.
 */
final class ParzenDensity {

  /** Terms of a sum this much smaller than the largest are left out, as logs. */
  private static final double NEGLIGIBLE = 40;

  private final UnitSpace space;
  private final ParzenKernels[] factors;
  private final double[] logWeights;
  private final double[] cumulative;

  /**
   * @param points the observations
   * @param weights of the observations, &gt; 0
   * @param prior the weight of the uniform density, &gt; 0
   * @param bandwidths of each number's kernels, by parameter, as in {@link Bandwidths}
   */
  ParzenDensity(
      UnitSpace space, List<double[]> points, double[] weights, double prior, double[] bandwidths) {
    this.space = space;
    int kernels = points.size() + 1;
    double total = prior + Arrays.stream(weights).sum();
    this.logWeights = new double[kernels];
    this.cumulative = new double[kernels];
    double sum = 0;
    for (int k = 0; k < kernels; k++) {
      double weight = (k < weights.length ? weights[k] : prior) / total;
      sum += weight;
      logWeights[k] = StrictMath.log(weight);
      cumulative[k] = sum;
    }
    this.factors = new ParzenKernels[space.size()];
    for (int i = 0; i < factors.length; i++) {
      double[] positions = positions(i, points);
      factors[i] =
          space.parameters().get(i) instanceof Choice choice
              ? new CategoricalKernels(choice, positions)
              : new GaussianKernels(space.parameters().get(i), positions, bandwidths[i]);
    }
  }

  /** The positions of one parameter, and none for the prior. */
  private static double[] positions(int i, List<double[]> points) {
    double[] positions = new double[points.size() + 1];
    Arrays.setAll(positions, k -> k < points.size() ? points.get(k)[i] : Double.NaN);
    return positions;
  }

  /**
   * A point drawn from the density.
   *
   * @param mixing probability that a parameter is drawn from a kernel of its own, as if it were
   *     independent of the others; 0 for the density itself
   */
  double[] draw(double mixing, RandomGenerator random) {
    int common = kernel(random);
    double[] point = new double[factors.length];
    for (int i = 0; i < point.length; i++) {
      int k = random.nextDouble() < mixing ? kernel(random) : common;
      point[i] = space.isActive(i, point) ? factors[i].draw(k, random) : Double.NaN;
    }
    return point;
  }

  private int kernel(RandomGenerator random) {
    int found = Arrays.binarySearch(cumulative, random.nextDouble());
    return Math.min(cumulative.length - 1, found < 0 ? -found - 1 : found);
  }

  /** The log of the density at a point. */
  double log(double[] point) {
    double[] logs = logWeights.clone();
    for (int i = 0; i < point.length; i++) {
      if (!Double.isNaN(point[i])) {
        factors[i].addLogDensities(point[i], logs);
      }
    }
    double largest = Double.NEGATIVE_INFINITY;
    for (double log : logs) {
      largest = Math.max(largest, log);
    }
    double sum = 0;
    for (double log : logs) {
      if (log > largest - NEGLIGIBLE) {
        sum += StrictMath.exp(log - largest);
      }
    }
    return largest + StrictMath.log(sum);
  }
}
