package drover.search.gp;

import java.util.Arrays;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.decomposition.TriangularSolver_DDRM;
import org.ejml.dense.row.decomposition.chol.CholeskyDecompositionInner_DDRM;
import org.ejml.dense.row.linsol.chol.LinearSolverChol_DDRM;

/**
 * A Gaussian process of mean zero, given noisy values at points (Rasmussen and Williams 2006,
 * algorithm 2.1).
 */
final class GaussianProcess {

  /** How often noise is raised tenfold until the covariance can be decomposed. */
  private static final int TRIES = 10;

  /** Below this part of the kernel's variance, rounding hides the variance that is left. */
  private static final double LEAST_VARIANCE = 1e-12;

  private final Kernel kernel;
  private final Kernel.Point[] x;
  private final double[] y;
  private final LinearSolverChol_DDRM solver;
  private final double[] lower;
  private final double[] weights;
  private final double noise;

  /**
   * Conditions the process on observations.
   *
   * @param noise variance of the noise of the values
   * @param x the points, at least one
   * @param y their values
   */
  GaussianProcess(Kernel kernel, double noise, double[][] x, double[] y) {
    this.kernel = kernel;
    this.x = Arrays.stream(x).map(kernel::point).toArray(Kernel.Point[]::new);
    this.y = y;
    DMatrixRMaj covariance = covariance(kernel, this.x);
    double added = noise;
    LinearSolverChol_DDRM decomposed =
        new LinearSolverChol_DDRM(new CholeskyDecompositionInner_DDRM(true));
    for (int i = 0; !decomposed.setA(noisy(covariance, added)); i++) {
      if (i == TRIES) {
        throw new ArithmeticException("covariance is not positive definite");
      }
      added *= 10;
    }
    this.noise = added;
    this.solver = decomposed;
    this.lower = decomposed.getDecomposition().getT(null).getData();
    this.weights = y.clone();
    TriangularSolver_DDRM.solveL(lower, weights, x.length);
    TriangularSolver_DDRM.solveTranL(lower, weights, x.length);
  }

  private static DMatrixRMaj covariance(Kernel kernel, Kernel.Point[] x) {
    int n = x.length;
    DMatrixRMaj k = new DMatrixRMaj(n, n);
    double[] data = k.getData();
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < i; j++) {
        double value = kernel.value(x[i], x[j]);
        data[i * n + j] = value;
        data[j * n + i] = value;
      }
      data[i * n + i] = kernel.variance();
    }
    return k;
  }

  private static DMatrixRMaj noisy(DMatrixRMaj covariance, double noise) {
    DMatrixRMaj sum = covariance.copy();
    for (int i = 0; i < sum.numRows; i++) {
      sum.getData()[i * sum.numRows + i] += noise;
    }
    return sum;
  }

  /** log p(y | x), eq. 2.30. */
  double logLikelihood() {
    return logLikelihood(y);
  }

  /** The same of other values at the same points. */
  double logLikelihood(double[] values) {
    int n = x.length;
    double[] white = values.clone();
    TriangularSolver_DDRM.solveL(lower, white, n);
    double sum = n * StrictMath.log(2 * StrictMath.PI) / 2;
    for (int i = 0; i < n; i++) {
      sum += white[i] * white[i] / 2 + StrictMath.log(lower[i * n + i]);
    }
    return -sum;
  }

  /**
   * The gradient of the log likelihood with respect to the logarithms of the kernel's
   * hyperparameters, then of the noise (eq. 5.9).
   */
  double[] gradient() {
    int n = x.length;
    int hyperparameters = kernel.hyperparameters();
    DMatrixRMaj inverse = new DMatrixRMaj(n, n);
    solver.invert(inverse);
    double[] data = inverse.getData();
    double[] sums = new double[hyperparameters + 1];
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < i; j++) {
        kernel.addGradient(x[i], x[j], weights[i] * weights[j] - data[i * n + j], sums);
      }
      double own = (weights[i] * weights[i] - data[i * n + i]) / 2;
      kernel.addGradient(x[i], x[i], own, sums);
      sums[hyperparameters] += own * noise;
    }
    return sums;
  }

  /** What the process says about the value without noise at a point. */
  static final class Prediction {
    private final double mean;
    private final double deviation;
    private final double[] meanSlope;
    private final double[] deviationSlope;

    private Prediction(double mean, double deviation, int slopes) {
      this.mean = mean;
      this.deviation = deviation;
      this.meanSlope = new double[slopes];
      this.deviationSlope = new double[slopes];
    }

    double mean() {
      return mean;
    }

    double deviation() {
      return deviation;
    }

    /** Derivatives of the mean along the parameters; 0 for choices. */
    double[] meanSlope() {
      return meanSlope;
    }

    /** Derivatives of the deviation along the parameters; 0 for choices. */
    double[] deviationSlope() {
      return deviationSlope;
    }
  }

  /** Mean and standard deviation at a point, without slopes. */
  Prediction predict(double[] at) {
    return predict(kernel.point(at), new double[x.length], 0);
  }

  /** The same with slopes along ordered parameters. */
  Prediction predictWithSlopes(double[] at) {
    double[] k = new double[x.length];
    Kernel.Point point = kernel.point(at);
    Prediction prediction = predict(point, k, at.length);
    TriangularSolver_DDRM.solveTranL(lower, k, x.length);
    for (int i = 0; i < x.length; i++) {
      kernel.addSlope(point, x[i], weights[i], prediction.meanSlope);
      kernel.addSlope(point, x[i], -k[i] / prediction.deviation, prediction.deviationSlope);
    }
    return prediction;
  }

  /**
   * Mean and standard deviation at a point.
   *
   * @param k receives L⁻¹ k(x, at)
   */
  private Prediction predict(Kernel.Point at, double[] k, int slopes) {
    double mean = 0;
    for (int i = 0; i < x.length; i++) {
      k[i] = kernel.value(at, x[i]);
      mean += k[i] * weights[i];
    }
    TriangularSolver_DDRM.solveL(lower, k, x.length);
    double variance = kernel.variance();
    for (double v : k) {
      variance -= v * v;
    }
    double least = LEAST_VARIANCE * kernel.variance();
    return new Prediction(mean, Math.sqrt(Math.max(least, variance)), slopes);
  }
}
