package drover.search.gp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import drover.core.Randomness;
import drover.search.gp.GaussianProcess.Prediction;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.apache.commons.math3.linear.CholeskyDecomposition;
import org.apache.commons.math3.linear.MatrixUtils;
import org.apache.commons.math3.linear.RealMatrix;
import org.junit.jupiter.api.Test;

class GaussianProcessTest {

  private static final boolean[] NUMBERS = {false, false};
  private static final boolean[] MIXED = {false, true, false};

  private final RandomGenerator random = new SplittableRandom(3);

  private static double matern(double r) {
    double s = Math.sqrt(5) * r;
    return (1 + s + s * s / 3) * Math.exp(-s);
  }

  private static double value(Kernel kernel, double[] a, double[] b) {
    return kernel.value(kernel.point(a), kernel.point(b));
  }

  private double[][] points(boolean[] unordered, int n) {
    double[][] x = new double[n][unordered.length];
    for (double[] point : x) {
      for (int j = 0; j < point.length; j++) {
        point[j] = unordered[j] ? random.nextInt(3) : random.nextDouble();
      }
    }
    return x;
  }

  private double[] values(int n) {
    double[] y = new double[n];
    for (int i = 0; i < n; i++) {
      y[i] = Randomness.gaussian(random);
    }
    return y;
  }

  private double[] logs(int d) {
    double[] logs = new double[2 * d + 2];
    for (int i = 0; i < logs.length; i++) {
      logs[i] = random.nextDouble(-1, 0.5);
    }
    return logs;
  }

  @Test
  void kernelIsTheSumOfAJointAndAnAdditiveMatern() {
    double[] logs = {Math.log(0.5), Math.log(2), Math.log(0.3), Math.log(0.7), Math.log(3), 0};
    double joint = 3 * matern(Math.hypot(0.4 / 0.5, 0.2 / 2));
    double additive = (matern(0.4 / 0.3) + matern(0.2 / 0.7)) / 2;
    double[] a = {0.1, 0.9};
    double[] b = {0.5, 0.7};
    assertThat(value(new Kernel(NUMBERS, logs), a, b)).isCloseTo(joint + additive, within(1e-12));
    assertThat(value(new Kernel(NUMBERS, logs), a, a)).isCloseTo(4, within(1e-12));
  }

  @Test
  void optionsOfAChoiceAreOneApart() {
    double[] logs = {0, 0, 0, Math.log(0.5), 0, 0, 0, Math.log(1e-30)};
    Kernel kernel = new Kernel(MIXED, logs);
    double[] a = {0.5, 0, 0.5};
    assertThat(value(kernel, a, new double[] {0.5, 1, 0.5})).isCloseTo(matern(1), within(1e-12));
    assertThat(value(kernel, a, new double[] {0.5, 2, 0.5})).isCloseTo(matern(1), within(1e-12));
  }

  /** Two points: k = 1 at the points, c between them; values 1 and −1, noise v. */
  @Test
  void twoPointsAsWorkedByHand() {
    double[] logs = {0, Math.log(1e-30)};
    double noise = 0.1;
    double[] wide = {0, 0, logs[0], logs[1]};
    double[][] x = {{0}, {1}};
    GaussianProcess process =
        new GaussianProcess(new Kernel(new boolean[1], wide), noise, x, new double[] {1, -1});
    double c = matern(1);
    double k = matern(0.25);
    double far = matern(0.75);
    Prediction at = process.predict(new double[] {0.25});
    assertThat(at.mean()).isCloseTo((k - far) / (1 + noise - c), within(1e-12));
    double determinant = (1 + noise) * (1 + noise) - c * c;
    double explained = ((1 + noise) * (k * k + far * far) - 2 * c * k * far) / determinant;
    assertThat(at.deviation()).isCloseTo(Math.sqrt(1 - explained), within(1e-12));
    double quadratic = 2 / (1 + noise - c);
    assertThat(process.logLikelihood())
        .isCloseTo(
            -quadratic / 2 - Math.log(determinant) / 2 - Math.log(2 * Math.PI), within(1e-12));
  }

  @Test
  void likelihoodAndPosteriorAreThoseOfTheMultivariateNormal() {
    int n = 12;
    double[][] x = points(MIXED, n);
    double[] y = values(n);
    Kernel kernel = new Kernel(MIXED, logs(3));
    GaussianProcess process = new GaussianProcess(kernel, 0.01, x, y);
    RealMatrix covariance = MatrixUtils.createRealMatrix(n, n);
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < n; j++) {
        covariance.setEntry(i, j, value(kernel, x[i], x[j]) + (i == j ? 0.01 : 0));
      }
    }
    CholeskyDecomposition cholesky = new CholeskyDecomposition(covariance);
    RealMatrix column = MatrixUtils.createColumnRealMatrix(y);
    double quadratic =
        column.transpose().multiply(cholesky.getSolver().solve(column)).getEntry(0, 0);
    double expected =
        -(quadratic + Math.log(cholesky.getDeterminant()) + n * Math.log(2 * Math.PI)) / 2;
    assertThat(process.logLikelihood()).isCloseTo(expected, within(1e-9));
    double[] at = points(MIXED, 1)[0];
    RealMatrix k = MatrixUtils.createRealMatrix(n, 1);
    for (int i = 0; i < n; i++) {
      k.setEntry(i, 0, value(kernel, at, x[i]));
    }
    RealMatrix solved = cholesky.getSolver().solve(k);
    assertThat(process.predict(at).mean())
        .isCloseTo(solved.transpose().multiply(column).getEntry(0, 0), within(1e-9));
    assertThat(process.predict(at).deviation())
        .isCloseTo(
            Math.sqrt(kernel.variance() - k.transpose().multiply(solved).getEntry(0, 0)),
            within(1e-9));
  }

  @Test
  void gradientOfTheLikelihoodIsThatOfFiniteDifferences() {
    double[][] x = points(MIXED, 15);
    double[] y = values(15);
    Observations observations = new Observations(MIXED, x, y);
    double[] at = new double[9];
    System.arraycopy(logs(3), 0, at, 0, 8);
    at[8] = Math.log(0.05);
    double[] gradient = new double[9];
    observations.logLikelihood(at, y, gradient);
    for (int i = 0; i < at.length; i++) {
      double[] more = at.clone();
      double[] less = at.clone();
      more[i] += 1e-5;
      less[i] -= 1e-5;
      double[] ignored = new double[9];
      double slope =
          (observations.logLikelihood(more, y, ignored)
                  - observations.logLikelihood(less, y, ignored))
              / 2e-5;
      assertThat(gradient[i]).as("hyperparameter " + i).isCloseTo(slope, within(1e-6));
    }
  }

  @Test
  void slopesOfAcquisitionAreThoseOfFiniteDifferences() {
    Observations observations = new Observations(MIXED, points(MIXED, 15), values(15));
    Surrogate surrogate = Surrogate.fit(observations, View.LOCAL, Prior.of(3).mode(), 10);
    double[] at = {0.35, 1, 0.8};
    double[] gradient = new double[3];
    surrogate.negative(at, gradient);
    for (int j : new int[] {0, 2}) {
      double[] more = at.clone();
      double[] less = at.clone();
      more[j] += 1e-6;
      less[j] -= 1e-6;
      double slope = (surrogate.acquisition(less) - surrogate.acquisition(more)) / 2e-6;
      assertThat(gradient[j]).isCloseTo(slope, within(1e-5));
    }
  }

  /** Data drawn from a process gives its lengthscales, relevances and noise back. */
  @Test
  void hyperparametersAreRecovered() {
    int n = 120;
    double[][] x = points(NUMBERS, n);
    double[] truth = {Math.log(0.3), Math.log(3), 0, 0, 0, Math.log(1e-6)};
    Kernel kernel = new Kernel(NUMBERS, truth);
    RealMatrix covariance = MatrixUtils.createRealMatrix(n, n);
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < n; j++) {
        covariance.setEntry(i, j, value(kernel, x[i], x[j]) + (i == j ? 0.01 : 0));
      }
    }
    double[] y = new CholeskyDecomposition(covariance).getL().operate(values(n));
    double[] found =
        Prior.of(2)
            .posteriorMode(
                (at, gradient) -> new Observations(NUMBERS, x, y).logLikelihood(at, y, gradient),
                Prior.of(2).mode(),
                100);
    assertThat(found[0]).isCloseTo(Math.log(0.3), within(0.5));
    assertThat(found[1]).isGreaterThan(Math.log(1));
    assertThat(found[6]).isCloseTo(Math.log(0.01), within(0.5));
  }
}
