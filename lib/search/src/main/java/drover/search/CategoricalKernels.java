package drover.search;

import drover.core.space.Choice;
import drover.core.space.Parameter;
import java.util.random.RandomGenerator;

/**
 * Kernels on the options of a choice (Aitchison and Aitken 1976): the observed option, or with
 * probability λ any option.
 */
final class CategoricalKernels implements ParzenKernels {

  private final int options;
  private final double[] centres;
  private final double bandwidth;
  private final double logHit;
  private final double logMiss;

  /**
   * @param centres the observed positions; NaN where the parameter is inactive
   * @param bandwidth λ, in (0, 1]
   */
  CategoricalKernels(Choice choice, double[] centres, double bandwidth) {
    this.options = choice.values().size();
    this.centres = centres;
    this.bandwidth = bandwidth;
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
