package drover.search;

import drover.core.space.Choice;
import drover.core.space.Parameter;
import java.util.Arrays;
import java.util.random.RandomGenerator;

/**
 * Kernels on the options of a choice (Aitchison and Aitken 1976): the observed option, or with
 * probability λ any option. λ is 2/n for n observations, at most ½: the more they are, the less is
 * left for options that none of them took.
 */
final class CategoricalKernels implements ParzenKernels {

  private final int options;
  private final double[] centres;
  private final double bandwidth;
  private final double logHit;
  private final double logMiss;

  /**
   * @param centres the observed positions; NaN where the parameter is inactive
   */
  CategoricalKernels(Choice choice, double[] centres) {
    this.options = choice.values().size();
    this.centres = centres;
    long observed = Arrays.stream(centres).filter(centre -> !Double.isNaN(centre)).count();
    this.bandwidth = Math.min(0.5, 2.0 / Math.max(1, observed));
    this.logHit = StrictMath.log((1 - bandwidth) * options + bandwidth);
    this.logMiss = StrictMath.log(bandwidth);
  }

  @Override
  public double draw(int k, RandomGenerator random) {
    boolean any = Double.isNaN(centres[k]) || random.nextDouble() < bandwidth;
    return any ? Parameter.middle(random.nextInt(options), options) : centres[k];
  }

  @Override
  public void addLogDensities(double position, double[] sums) {
    for (int k = 0; k < centres.length; k++) {
      if (!Double.isNaN(centres[k])) {
        sums[k] += centres[k] == position ? logHit : logMiss;
      }
    }
  }
}
