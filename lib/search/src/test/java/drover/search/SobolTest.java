package drover.search;

import static org.assertj.core.api.Assertions.assertThat;

import drover.core.Randomness;
import drover.core.space.SearchSpace;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntFunction;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.apache.commons.math3.distribution.UniformRealDistribution;
import org.apache.commons.math3.stat.inference.ChiSquareTest;
import org.apache.commons.math3.stat.inference.KolmogorovSmirnovTest;
import org.junit.jupiter.api.Test;

class SobolTest {

  /** Below this probability a sample does not come from its distribution. */
  private static final double LEVEL = 0.001;

  private static Sobol sobol(int dimensions, long seed) {
    return new Sobol(Spaces.box(dimensions, 0, 1), seed);
  }

  @Test
  void theFirstPointsAreThoseOfJoeAndKuo() {
    double[][] first = {
      {0, 0, 0},
      {0.5, 0.5, 0.5},
      {0.75, 0.25, 0.25},
      {0.25, 0.75, 0.75},
      {0.375, 0.375, 0.625},
      {0.875, 0.875, 0.125},
      {0.625, 0.125, 0.875},
      {0.125, 0.625, 0.375},
      {0.1875, 0.3125, 0.9375},
      {0.6875, 0.8125, 0.4375}
    };
    Sobol sobol = sobol(3, 1);
    for (int index : new int[] {9, 0, 1, 2, 3, 8, 4, 5, 6, 7}) {
      assertThat(sobol.unscrambled(index)).as("point " + index).containsExactly(first[index]);
    }
  }

  @Test
  void eachPartOfEachScaleHoldsOneOfThePoints() {
    Sobol sobol = sobol(30, 5);
    int points = 64;
    for (int from : new int[] {0, 7 * points}) {
      for (int d = 0; d < 30; d++) {
        int dimension = d;
        int[] parts =
            IntStream.range(from, from + points)
                .map(i -> (int) (sobol.coordinates(i)[dimension] * points))
                .sorted()
                .toArray();
        assertThat(parts).isEqualTo(IntStream.range(0, points).toArray());
      }
    }
  }

  /** The first two dimensions are a (0, 2)-sequence, scrambled or not. */
  @Test
  void eachElementaryBoxOfTwoDimensionsHoldsOneOfThePoints() {
    Sobol sobol = sobol(2, 8);
    int points = 256;
    for (int columns = 1; columns <= points; columns *= 2) {
      int width = columns;
      long boxes =
          IntStream.range(0, points)
              .mapToObj(sobol::coordinates)
              .map(p -> (int) (p[0] * width) + points * (int) (p[1] * points / width))
              .distinct()
              .count();
      assertThat(boxes).isEqualTo(points);
    }
  }

  @Test
  void itsDiscrepancyIsLowerThanThatOfRandomPoints() {
    int points = 128;
    for (long seed = 0; seed < 20; seed++) {
      Sobol sobol = sobol(5, seed);
      RandomGenerator random = Randomness.of(seed, 0, "points");
      double ours = discrepancy(points, sobol::coordinates);
      double others = discrepancy(points, i -> random.doubles(5).toArray());
      assertThat(ours).isLessThan(0.5 * others);
    }
  }

  /** The centred L2 discrepancy (Hickernell 1998). */
  private static double discrepancy(int n, IntFunction<double[]> point) {
    double[][] x = IntStream.range(0, n).mapToObj(point).toArray(double[][]::new);
    double single = 0;
    double pairs = 0;
    for (double[] a : x) {
      single += product(a, a, (u, v) -> 1 + u / 2 - u * u / 2);
      for (double[] b : x) {
        pairs += Arrays.equals(a, b) ? product(a, a, (u, v) -> 1 + u) : pair(a, b);
      }
    }
    return Math.sqrt(Math.pow(13.0 / 12, x[0].length) - 2 * single / n + pairs / ((double) n * n));
  }

  private static double pair(double[] a, double[] b) {
    double product = 1;
    for (int i = 0; i < a.length; i++) {
      product *=
          1 + Math.abs(a[i] - 0.5) / 2 + Math.abs(b[i] - 0.5) / 2 - Math.abs(a[i] - b[i]) / 2;
    }
    return product;
  }

  private static double product(
      double[] a, double[] b, java.util.function.DoubleBinaryOperator factor) {
    return IntStream.range(0, a.length)
        .mapToDouble(i -> factor.applyAsDouble(Math.abs(a[i] - 0.5), Math.abs(b[i] - 0.5)))
        .reduce(1, (u, v) -> u * v);
  }

  /** Over the seeds, each point is uniform: the first one, and single digits far behind, too. */
  @Test
  void scramblingMakesEachPointUniform() {
    int seeds = 2000;
    List<Sobol> scrambled = IntStream.range(0, seeds).mapToObj(seed -> sobol(2, seed)).toList();
    for (int index : new int[] {0, 1, 1000}) {
      double[] sample =
          scrambled.stream().mapToDouble(sobol -> sobol.coordinates(index)[1]).toArray();
      assertThat(
              new KolmogorovSmirnovTest()
                  .kolmogorovSmirnovTest(new UniformRealDistribution(0, 1), sample))
          .isGreaterThan(LEVEL);
      long[] hits = new long[16];
      for (double coordinate : sample) {
        hits[(int) (coordinate * (1L << 40) % 16)]++;
      }
      double[] expected = new double[16];
      Arrays.fill(expected, seeds / 16.0);
      assertThat(new ChiSquareTest().chiSquareTest(expected, hits)).isGreaterThan(LEVEL);
    }
  }

  @Test
  void coordinatesBeyondTheDirectionNumbersAreRandom() {
    Sobol sobol = sobol(Sobol.MAX_DIMENSION + 1, 3);
    double[] beyond =
        IntStream.range(0, 2000)
            .mapToDouble(i -> sobol.coordinates(i)[Sobol.MAX_DIMENSION])
            .toArray();
    assertThat(
            new KolmogorovSmirnovTest()
                .kolmogorovSmirnovTest(new UniformRealDistribution(0, 1), beyond))
        .isGreaterThan(LEVEL);
  }

  @Test
  void pointsOfASpaceTakeOneCoordinateEachParameter() {
    SearchSpace space =
        Spaces.space(Spaces.real("x", -5, 5, false), Spaces.choice("c", "a", "b", "c", "d"));
    Sobol sobol = new Sobol(space, 4);
    for (int i = 0; i < 16; i++) {
      double[] coordinates = sobol.coordinates(i);
      assertThat(sobol.point(i).get("x")).isEqualTo(space.parameters().get(0).at(coordinates[0]));
      assertThat(sobol.point(i).get("c")).isEqualTo(space.parameters().get(1).at(coordinates[1]));
    }
  }
}
