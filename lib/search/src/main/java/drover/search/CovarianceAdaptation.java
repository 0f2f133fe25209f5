package drover.search;

import drover.core.Randomness;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.ejml.dense.row.factory.DecompositionFactory_DDRM;
import org.ejml.interfaces.decomposition.EigenDecomposition_F64;

/**
 * The normal distribution N(m, σ² A C A) of CMA-ES and its update after a generation, as in Hansen
 * (2016, The CMA evolution strategy: a tutorial, fig. 6), with active weights and cumulative step
 * size adaptation. The diagonal A belongs to the margin of discrete coordinates (Hamano et al.
 * 2022) and is the identity for continuous ones.
 *
 * <p>Points that were not drawn from this very distribution are injected as Hansen (2011, Injecting
 * external solutions into CMA-ES) does it: steps longer than c_y are shortened to it.
 */
final class CovarianceAdaptation {

  private final StrategyParameters parameters;
  private final int n;
  private final double[] mean;
  private final double[] scale;
  private double sigma;
  private final DMatrixRMaj covariance;
  private final double[] stepSizePath;
  private final double[] covariancePath;
  private int generation;

  /** C^½ and its inverse as of the last eigendecomposition. */
  private final DMatrixRMaj root;

  private final DMatrixRMaj inverseRoot;

  /** The generation of the last eigendecomposition. */
  private int decomposed;

  private double condition = 1;

  CovarianceAdaptation(StrategyParameters parameters, double[] mean, double sigma) {
    this.parameters = parameters;
    this.n = mean.length;
    this.mean = mean.clone();
    this.sigma = sigma;
    this.scale = new double[n];
    Arrays.fill(scale, 1);
    this.covariance = CommonOps_DDRM.identity(n);
    this.root = CommonOps_DDRM.identity(n);
    this.inverseRoot = CommonOps_DDRM.identity(n);
    this.stepSizePath = new double[n];
    this.covariancePath = new double[n];
  }

  /** A point of the distribution. */
  double[] draw(RandomGenerator random) {
    double[] z = new double[n];
    for (int i = 0; i < n; i++) {
      z[i] = Randomness.gaussian(random);
    }
    double[] point = times(root, z);
    for (int i = 0; i < n; i++) {
      point[i] = mean[i] + sigma * scale[i] * point[i];
    }
    return point;
  }

  /**
   * Learns from a generation.
   *
   * @param points λ points, best first
   * @param injected for each of them whether it was drawn from another distribution
   */
  void update(List<List<Double>> points, List<Boolean> injected) {
    double[][] steps = new double[points.size()][];
    double[] lengths = new double[steps.length];
    for (int i = 0; i < steps.length; i++) {
      steps[i] = step(points.get(i), injected.get(i));
      lengths[i] = norm(times(inverseRoot, steps[i]));
    }
    double[] step = new double[n];
    for (int i = 0; i < parameters.parents(); i++) {
      add(step, parameters.weights().get(i), steps[i]);
    }
    for (int i = 0; i < n; i++) {
      mean[i] += sigma * scale[i] * step[i];
    }
    generation++;
    boolean stalled = updatePaths(step);
    updateCovariance(steps, lengths, stalled);
    double change =
        parameters.stepSizePath()
            / parameters.damping()
            * (norm(stepSizePath) / parameters.meanNorm() - 1);
    sigma *= StrictMath.exp(Math.min(1, change));
    decompose();
  }

  /** (x − m) / σ in the coordinates of C, shortened to c_y if the point is injected. */
  private double[] step(List<Double> point, boolean injected) {
    double[] step = new double[n];
    for (int i = 0; i < n; i++) {
      step[i] = (point.get(i) - mean[i]) / (sigma * scale[i]);
    }
    double most = Math.sqrt(n) + 2.0 * n / (n + 2);
    double length = injected ? norm(times(inverseRoot, step)) : 0;
    if (length > most) {
      for (int i = 0; i < n; i++) {
        step[i] *= most / length;
      }
    }
    return step;
  }

  /** Moves both paths along the mean's step; true if the step-size path is too long (h_σ = 0). */
  private boolean updatePaths(double[] step) {
    double rate = parameters.stepSizePath();
    move(stepSizePath, rate, 1, times(inverseRoot, step));
    double expected = Math.sqrt(1 - StrictMath.pow(1 - rate, 2.0 * generation));
    boolean stalled =
        norm(stepSizePath) / expected >= (1.4 + 2.0 / (n + 1)) * parameters.meanNorm();
    move(covariancePath, parameters.covariancePath(), stalled ? 0 : 1, step);
    return stalled;
  }

  /** p ← (1 − c) p + h √(c (2 − c) μ_eff) step. */
  private void move(double[] path, double rate, double h, double[] step) {
    double share = h * Math.sqrt(rate * (2 - rate) * parameters.effective());
    for (int i = 0; i < n; i++) {
      path[i] = (1 - rate) * path[i] + share * step[i];
    }
  }

  private void updateCovariance(double[][] steps, double[] lengths, boolean stalled) {
    double rankOne = parameters.rankOne();
    double rankMu = parameters.rankMu();
    double rate = parameters.covariancePath();
    double sum = parameters.weights().stream().mapToDouble(w -> w).sum();
    double lost = stalled ? rankOne * rate * (2 - rate) : 0;
    CommonOps_DDRM.scale(1 + lost - rankOne - rankMu * sum, covariance);
    addOuter(rankOne, covariancePath);
    for (int i = 0; i < steps.length; i++) {
      double weight = parameters.weights().get(i);
      // A negative weight takes a step's direction alone, as if it were of the mean length √n.
      double share = weight >= 0 ? 1 : n / Math.max(lengths[i] * lengths[i], 1e-300);
      addOuter(rankMu * weight * share, steps[i]);
    }
  }

  private void addOuter(double factor, double[] vector) {
    for (int i = 0; i < n; i++) {
      for (int k = 0; k < n; k++) {
        covariance.data[i * n + k] += factor * vector[i] * vector[k];
      }
    }
  }

  /** Takes C apart, as seldom as costs nothing to speak of (Hansen 2016, B.2). */
  private void decompose() {
    double every = 1 / (10 * n * (parameters.rankOne() + parameters.rankMu()));
    if (generation - decomposed < every) {
      return;
    }
    decomposed = generation;
    EigenDecomposition_F64<DMatrixRMaj> eigen = DecompositionFactory_DDRM.eig(n, true, true);
    eigen.decompose(covariance.copy());
    root.zero();
    inverseRoot.zero();
    double least = Double.POSITIVE_INFINITY;
    double most = 0;
    for (int k = 0; k < n; k++) {
      double value = Math.max(1e-300, eigen.getEigenvalue(k).getReal());
      least = Math.min(least, value);
      most = Math.max(most, value);
      double[] vector = eigen.getEigenVector(k).data;
      double deviation = Math.sqrt(value);
      for (int i = 0; i < n; i++) {
        for (int j = 0; j < n; j++) {
          root.data[i * n + j] += vector[i] * vector[j] * deviation;
          inverseRoot.data[i * n + j] += vector[i] * vector[j] / deviation;
        }
      }
    }
    condition = most / least;
  }

  /** The ratio of C's largest and least eigenvalue. */
  double condition() {
    return condition;
  }

  /** m. */
  double[] mean() {
    return mean.clone();
  }

  /** σ. */
  double sigma() {
    return sigma;
  }

  /** C, row by row. */
  double[] covariance() {
    return covariance.data.clone();
  }

  /** p_σ. */
  double[] stepSizePath() {
    return stepSizePath.clone();
  }

  /** p_c. */
  double[] covariancePath() {
    return covariancePath.clone();
  }

  /** The standard deviation of a coordinate. */
  double deviation(int i) {
    return sigma * scale[i] * Math.sqrt(covariance.get(i, i));
  }

  /** Sets mean and standard deviation of one coordinate, the latter by A. */
  void set(int i, double newMean, double newDeviation) {
    scale[i] *= newDeviation / deviation(i);
    mean[i] = newMean;
  }

  private double[] times(DMatrixRMaj matrix, double[] vector) {
    double[] product = new double[n];
    for (int i = 0; i < n; i++) {
      for (int k = 0; k < n; k++) {
        product[i] += matrix.data[i * n + k] * vector[k];
      }
    }
    return product;
  }

  private static void add(double[] sum, double factor, double[] vector) {
    for (int i = 0; i < sum.length; i++) {
      sum[i] += factor * vector[i];
    }
  }

  private static double norm(double[] vector) {
    double squares = 0;
    for (double value : vector) {
      squares += value * value;
    }
    return Math.sqrt(squares);
  }
}
