package drover.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import drover.core.Params;
import drover.core.space.Condition;
import drover.core.space.Parameter;
import drover.core.space.Real;
import drover.core.space.SearchSpace;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.commons.math3.distribution.NormalDistribution;
import org.apache.commons.math3.stat.inference.ChiSquareTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A Parzen density is a density, draws what it says, and has the kernels of its sources. */
class ParzenDensityTest {

  /** Below this probability a sample does not come from its distribution. */
  private static final double LEVEL = 0.001;

  private static final int SAMPLES = 5000;

  private final RandomGenerator random = new SplittableRandom(8);

  /** A density of a few observations that lie close together, of different weights. */
  private static ParzenDensity density(SearchSpace space) {
    RandomGenerator random = new SplittableRandom(6);
    UnitSpace unit = new UnitSpace(space);
    List<double[]> points = new ArrayList<>();
    for (int k = 0; k < 6; k++) {
      points.add(
          unit.point(space.build(p -> p.at(p.ordered() ? 0.15 * random.nextDouble() : 0.9))));
    }
    points.add(unit.point(space.sample(random)));
    return density(unit, points, new double[] {2, 1, 1, 0.5, 1, 1, 3}, 0.7);
  }

  private static ParzenDensity density(
      UnitSpace space, List<double[]> points, double[] weights, double prior) {
    return new ParzenDensity(
        space, points, weights, prior, Bandwidths.of(space, points, weights, 1));
  }

  static Stream<Parameter> parameters() {
    return Stream.of(
        Spaces.real("real", -5, 5, false),
        Spaces.real("log", 1e-5, 1, true),
        Spaces.stepped("steps", 0, 0.5, 0.1),
        Spaces.integer("few", 0, 4, false),
        Spaces.integer("many", 1, 300, false),
        Spaces.integer("units", 1, 1024, true),
        Spaces.ordinal("batch", 16L, 32L, 64L, 128L),
        Spaces.choice("choice", "a", "b", "c"),
        Spaces.choice("only", "a"));
  }

  /** The masses of equal parts of the unit interval, or of each of a few values. */
  private static double[] masses(Parameter parameter, ParzenDensity density, int parts) {
    if (parameter.cardinality().isPresent()) {
      return valuesOf(parameter)
          .mapToDouble(
              value ->
                  parameter.cell(value).width()
                      * StrictMath.exp(density.log(new double[] {parameter.position(value)})))
          .toArray();
    }
    int steps = 100;
    return IntStream.range(0, parts)
        .mapToDouble(
            part ->
                IntStream.range(0, steps)
                    .mapToDouble(i -> (part + (i + 0.5) / steps) / parts)
                    .map(x -> StrictMath.exp(density.log(new double[] {x})) / steps / parts)
                    .sum())
        .toArray();
  }

  private static Stream<Object> valuesOf(Parameter parameter) {
    SpaceIndex index = new SpaceIndex(Spaces.space(parameter));
    return IntStream.range(0, index.size().intValueExact())
        .mapToObj(i -> index.point(BigInteger.valueOf(i)).get(parameter.name()));
  }

  @ParameterizedTest
  @MethodSource("parameters")
  void aDensityIntegratesToOne(Parameter parameter) {
    double[] masses = masses(parameter, density(Spaces.space(parameter)), 100);
    assertThat(DoubleStream.of(masses).sum()).isCloseTo(1, within(2e-3));
  }

  @ParameterizedTest
  @MethodSource("parameters")
  void drawsHaveTheDensity(Parameter parameter) {
    ParzenDensity density = density(Spaces.space(parameter));
    double[] masses = masses(parameter, density, 40);
    List<Object> values =
        parameter.cardinality().isPresent() ? valuesOf(parameter).toList() : List.of();
    long[] hits = new long[masses.length];
    for (int i = 0; i < SAMPLES; i++) {
      double position = density.draw(0, random)[0];
      int part =
          values.isEmpty()
              ? (int) Math.min(39, position * 40)
              : values.indexOf(parameter.at(position));
      hits[part]++;
    }
    assertThat(fit(masses, hits)).isGreaterThan(LEVEL);
  }

  /** How likely such counts are; rare parts, for which the test does not hold, are put together. */
  private static double fit(double[] masses, long[] hits) {
    List<double[]> parts = new ArrayList<>();
    double[] rare = new double[2];
    for (int i = 0; i < masses.length; i++) {
      double[] part = masses[i] * SAMPLES < 10 ? rare : new double[2];
      part[0] += masses[i] * SAMPLES;
      part[1] += hits[i];
      if (part != rare) {
        parts.add(part);
      }
    }
    if (rare[0] > 0) {
      parts.add(rare);
    }
    return parts.size() < 2
        ? 1
        : new ChiSquareTest()
            .chiSquareTest(
                parts.stream().mapToDouble(part -> part[0]).toArray(),
                parts.stream().mapToLong(part -> (long) part[1]).toArray());
  }

  @Test
  void aDensityOverATreeDrawsEachPointAsOftenAsItSays() {
    SearchSpace nested = Spaces.of("nested");
    UnitSpace unit = new UnitSpace(nested);
    SpaceIndex index = new SpaceIndex(nested);
    ParzenDensity density = density(nested);
    List<Params> points =
        IntStream.range(0, index.size().intValueExact())
            .mapToObj(i -> index.point(BigInteger.valueOf(i)))
            .toList();
    double[] masses =
        points.stream()
            .mapToDouble(p -> uniform(nested, p) * StrictMath.exp(density.log(unit.point(p))))
            .toArray();
    assertThat(DoubleStream.of(masses).sum()).isCloseTo(1, within(1e-4));

    long[] hits = new long[masses.length];
    for (int i = 0; i < SAMPLES; i++) {
      hits[points.indexOf(unit.params(density.draw(0, random)))]++;
    }
    assertThat(fit(masses, hits)).isGreaterThan(LEVEL);
  }

  /** The probability of a point of a finite space if every parameter is drawn uniformly. */
  private static double uniform(SearchSpace space, Params point) {
    return space.parameters().stream()
        .filter(parameter -> point.has(parameter.name()))
        .mapToDouble(parameter -> parameter.cell(point.get(parameter.name())).width())
        .reduce(1, (a, b) -> a * b);
  }

  /** The observation took the other option: of this one's parameter nothing is known. */
  @Test
  void parametersOfAnotherOptionAreUniform() {
    SearchSpace space =
        Spaces.space(
            Spaces.choice("updater", "sgd", "adam"),
            new Real(
                "rate",
                Optional.of(new Condition("updater", "adam")),
                0,
                1,
                false,
                OptionalDouble.empty()));
    UnitSpace unit = new UnitSpace(space);
    double[] sgd = unit.point(new Params(Map.of("updater", "sgd")));
    ParzenDensity density = density(unit, List.of(sgd), new double[] {1}, 1e-6);
    double[] low = {0.75, 0.1};
    double[] high = {0.75, 0.9};
    assertThat(sgd).containsExactly(0.25, Double.NaN);
    assertThat(density.log(low)).isEqualTo(density.log(high)).isLessThan(density.log(sgd));
  }

  @Test
  void oneObservationMakesAKernelAsWideAsScottsRuleSays() {
    UnitSpace unit = new UnitSpace(Spaces.box(1, 0, 1));
    ParzenDensity density = density(unit, List.of(new double[] {0.5}), new double[] {1}, 1);
    double bandwidth = Math.sqrt((0 + 1.0 / 12) / 2);
    NormalDistribution kernel = new NormalDistribution(0.5, bandwidth);
    double inside = kernel.probability(0, 1);
    for (double x : new double[] {0, 0.3, 0.5, 0.99}) {
      assertThat(density.log(new double[] {x}))
          .isCloseTo(Math.log((kernel.density(x) / inside + 1) / 2), within(1e-6));
    }
  }

  /** Weights 3 and 1 at 0.2 and 0.6: mean 0.3, squares 0.12, four observations of one number. */
  @Test
  void weightsCountAsObservations() {
    UnitSpace unit = new UnitSpace(Spaces.box(1, 0, 1));
    List<double[]> points = List.of(new double[] {0.2}, new double[] {0.6});
    ParzenDensity density = density(unit, points, new double[] {3, 1}, 1);
    double bandwidth = Math.sqrt((0.12 + 1.0 / 12) / 5) * Math.pow(4, -1.0 / 5);
    NormalDistribution heavy = new NormalDistribution(0.2, bandwidth);
    NormalDistribution light = new NormalDistribution(0.6, bandwidth);
    double expected =
        (3 * heavy.density(0.4) / heavy.probability(0, 1)
                + light.density(0.4) / light.probability(0, 1)
                + 1)
            / 5;
    assertThat(density.log(new double[] {0.4})).isCloseTo(Math.log(expected), within(1e-6));
  }

  /** Fifty observations at one point of two numbers. */
  @Test
  void bandwidthsNarrowWithTheSpread() {
    UnitSpace unit =
        new UnitSpace(
            Spaces.space(Spaces.real("x", 0, 1, false), Spaces.integer("n", 0, 9, false)));
    List<double[]> points = Stream.generate(() -> new double[] {0.3, 0.35}).limit(50).toList();
    double[] weights = new double[50];
    Arrays.fill(weights, 1);
    double scott = Math.sqrt(1.0 / 12 / 51) * Math.pow(50, -1.0 / 6);
    assertThat(Bandwidths.of(unit, points, weights, 1))
        .containsExactly(new double[] {scott, scott}, within(1e-12));
    assertThat(Bandwidths.of(unit, points, weights, 0.5)[0]).isCloseTo(scott / 2, within(1e-12));
  }

  /** On a log scale 1 has a tenth of the range: a kernel on it must reach the 2. */
  @Test
  void aKernelReachesTheNextValueWhateverTheWidthOfItsCell() {
    Parameter units = Spaces.integer("units", 1, 1024, true);
    double width = units.cell(1L).width();
    GaussianKernels kernels = new GaussianKernels(units, new double[] {units.position(1L)}, 0.001);
    SplittableRandom random = new SplittableRandom(6);
    int others = 0;
    for (int i = 0; i < 1000; i++) {
      others += units.at(kernels.draw(0, random)).equals(1L) ? 0 : 1;
    }
    assertThat(width).isGreaterThan(0.05);
    assertThat(others).isBetween(100, 600);
  }

  @Test
  void normalMassesArePreciseInTheTails() {
    NormalDistribution normal = new NormalDistribution();
    for (double[] range :
        new double[][] {{-1, 2}, {0, 0.5}, {-9, 9}, {2, 2.5}, {-3, -2.9}, {4, 6}, {-7, -5}}) {
      double expected = normal.probability(range[0], range[1]);
      assertThat(GaussianKernels.mass(range[0], range[1]))
          .isCloseTo(expected, within(2e-7))
          .isCloseTo(expected, within(0.01 * expected));
    }
  }

  /** Of ten observations; λ = 0.2 of the probability goes to all options alike. */
  @Test
  void aitchisonAndAitkensKernelPrefersTheObservedOption() {
    drover.core.space.Choice choice = Spaces.choice("c", "a", "b", "c", "d");
    double seen = choice.position("b");
    double[] centres = new double[11];
    Arrays.fill(centres, seen);
    centres[10] = Double.NaN;
    CategoricalKernels kernels = new CategoricalKernels(choice, centres);
    Map<Double, Double> densities = new HashMap<>();
    for (Object value : choice.values()) {
      double[] sums = new double[11];
      kernels.addLogDensities(choice.position(value), sums);
      densities.put(choice.position(value), Math.exp(sums[0]) / 4);
      assertThat(sums[10]).isZero();
    }
    assertThat(densities.get(seen)).isCloseTo(0.85, within(1e-12));
    assertThat(densities.get(choice.position("a"))).isCloseTo(0.05, within(1e-12));
  }
}
