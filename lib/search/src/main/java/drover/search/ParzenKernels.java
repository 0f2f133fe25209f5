package drover.search;

import java.util.random.RandomGenerator;

/**
 * One parameter's factor of a {@link ParzenDensity}: a kernel around each observation's position,
 * and the uniform density for an observation in which the parameter is inactive. Kernels are
 * numbered like the observations. Densities are relative to the uniform one.
 */
sealed interface ParzenKernels permits GaussianKernels, CategoricalKernels {

  /** A position of the parameter's values drawn from kernel k. */
  double draw(int k, RandomGenerator random);

  /** Adds each kernel's log density at a position to the sums, which are numbered alike. */
  void addLogDensities(double position, double[] sums);
}
