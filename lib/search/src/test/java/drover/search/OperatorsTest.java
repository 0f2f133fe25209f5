package drover.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import drover.core.Params;
import drover.core.space.Choice;
import drover.core.space.Parameter;
import drover.core.space.Real;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.DoubleSupplier;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import org.apache.commons.math3.distribution.RealDistribution;
import org.apache.commons.math3.distribution.UniformRealDistribution;
import org.apache.commons.math3.stat.inference.ChiSquareTest;
import org.apache.commons.math3.stat.inference.KolmogorovSmirnovTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The random operators have the distributions that their sources give; seeds are fixed. */
class OperatorsTest {

  /** Below this probability a sample does not come from its distribution. */
  private static final double LEVEL = 0.001;

  private static final int SAMPLES = 5000;
  private static final Real UNIT = Spaces.real("x", 0, 1, false);

  private final RandomGenerator random = new SplittableRandom(42);

  private static double fit(RealDistribution expected, DoubleSupplier draw) {
    double[] sample = DoubleStream.generate(draw).limit(SAMPLES).toArray();
    return new KolmogorovSmirnovTest().kolmogorovSmirnovTest(expected, sample);
  }

  private static double fitUniform(List<?> values, Supplier<Object> draw) {
    long[] hits = new long[values.size()];
    double[] expected = new double[values.size()];
    for (int i = 0; i < SAMPLES; i++) {
      hits[values.indexOf(draw.get())]++;
    }
    java.util.Arrays.fill(expected, (double) SAMPLES / values.size());
    return new ChiSquareTest().chiSquareTest(expected, hits);
  }

  @Test
  void polynomialMutationHasTheDistributionOfDebAndGoyal() {
    double eta = 8;
    RealDistribution polynomial =
        new UniformRealDistribution(-1, 1) {
          private static final long serialVersionUID = 1L;

          @Override
          public double cumulativeProbability(double delta) {
            double tail = Math.pow(1 - Math.min(1, Math.abs(delta)), eta + 1) / 2;
            return delta < 0 ? tail : 1 - tail;
          }
        };
    double step = 1 / (eta + 2);
    assertThat(fit(polynomial, () -> Mutation.polynomial(step, random))).isGreaterThan(LEVEL);
  }

  @Test
  void aMutationsMeanStepIsTheOneAskedFor() {
    for (double step : new double[] {0.5, 0.25, 0.01}) {
      double mean =
          DoubleStream.generate(() -> Math.abs(Mutation.polynomial(step, random)))
              .limit(20 * SAMPLES)
              .average()
              .orElseThrow();
      assertThat(mean).isCloseTo(step, within(0.02 * step));
    }
  }

  @Test
  void aMutatedChoiceIsAnyOtherOption() {
    Choice choice = Spaces.choice("c", "a", "b", "c", "d");
    assertThat(fitUniform(List.of("a", "c", "d"), () -> Mutation.mutate(choice, "b", 0.1, random)))
        .isGreaterThan(LEVEL);
  }

  static Stream<Parameter> parameters() {
    return Spaces.ALL.values().stream().flatMap(space -> space.parameters().stream());
  }

  @ParameterizedTest
  @MethodSource("parameters")
  void mutationGivesAnotherValueOfTheRangeIfThereIsOne(Parameter parameter) {
    for (int i = 0; i < 200; i++) {
      Object value = parameter.at(random.nextDouble());
      Object mutated = Mutation.mutate(parameter, value, 0.001, random);
      assertThat(parameter.contains(mutated)).isTrue();
      assertThat(mutated.equals(value)).isEqualTo(parameter.cardinality().orElse(2) == 1);
    }
  }

  @Test
  void aBlendIsUniformBetweenAndBeyondItsParents() {
    Crossover blend = Crossover.blend();
    DoubleSupplier moved =
        () -> {
          double value = 0.4;
          while (value == 0.4) {
            value = (Double) blend.value(UNIT, 0.4, 0.6, random);
          }
          return value;
        };
    assertThat(fit(new UniformRealDistribution(0.36, 0.64), moved)).isGreaterThan(LEVEL);
  }

  @Test
  void theSpreadOfSimulatedBinaryCrossoverHasTheDistributionOfDebAndAgrawal() {
    double index = 5;
    RealDistribution spread =
        new UniformRealDistribution(0, 100) {
          private static final long serialVersionUID = 1L;

          @Override
          public double cumulativeProbability(double beta) {
            return beta <= 1
                ? 0.5 * Math.pow(beta, index + 1)
                : 1 - 0.5 * Math.pow(beta, -index - 1);
          }
        };
    assertThat(fit(spread, () -> Crossover.spread(index, random))).isGreaterThan(LEVEL);
  }

  /** Both children, and the parent that stays, have the parents' middle in the mean. */
  @Test
  void simulatedBinaryCrossoverKeepsNearItsParentsOnBothSides() {
    Crossover crossover = Crossover.simulatedBinary(5);
    double[] children =
        DoubleStream.generate(() -> (Double) crossover.value(UNIT, 0.4, 0.6, random))
            .limit(4 * SAMPLES)
            .filter(child -> child != 0.4)
            .toArray();
    assertThat(children.length).isBetween((int) (1.95 * SAMPLES), (int) (2.05 * SAMPLES));
    assertThat(DoubleStream.of(children).average().orElseThrow()).isCloseTo(0.5, within(0.005));
    assertThat(DoubleStream.of(children).filter(x -> Math.abs(x - 0.5) < 0.05).count())
        .as("rarely in the middle")
        .isLessThan(SAMPLES / 20);
  }

  @Test
  void crossoverExchangesHalfOfTheChoices() {
    Choice choice = Spaces.choice("c", "own", "mate", "neither");
    Params any = new Params(Map.of("c", "neither"));
    List<Crossover> crossovers =
        List.of(
            Crossover.blend(),
            Crossover.simulatedBinary(5),
            Crossover.difference(0.5, 0.5, any, any));
    for (Crossover crossover : crossovers) {
      assertThat(
              fitUniform(
                  List.of("own", "mate"), () -> crossover.value(choice, "own", "mate", random)))
          .isGreaterThan(LEVEL);
    }
  }

  @Test
  void aDifferenceMovesTowardsTheMateAndAlongTheDifference() {
    Params plus = new Params(Map.of("x", 0.5));
    Params minus = new Params(Map.of("x", 0.25));
    Crossover difference = Crossover.difference(0.5, 0.8, plus, minus);
    assertThat((Double) difference.value(UNIT, 0.4, 0.6, random))
        .isCloseTo(0.4 + 0.5 * 0.2 + 0.8 * 0.25, within(1e-12));
    assertThat((Double) difference.value(UNIT, 0.9, 0.9, random))
        .as("reflected at the bound")
        .isCloseTo(0.9, within(1e-12));
    assertThat(
            (Double) Crossover.difference(0, 1, plus, Params.EMPTY).value(UNIT, 0.4, 0.0, random))
        .as("no difference where one lacks the parameter")
        .isCloseTo(0.4, within(1e-12));
  }

  @Test
  void aDifferenceOfOptionsTakesThatOfTheMateOrOfTheFirst() {
    Choice choice = Spaces.choice("c", "own", "mate", "plus", "minus");
    Crossover difference =
        Crossover.difference(
            0.6, 0.25, new Params(Map.of("c", "plus")), new Params(Map.of("c", "minus")));
    Map<Object, Double> expected =
        Map.of("plus", 0.25, "mate", 0.75 * 0.6, "own", 0.75 * 0.4, "minus", 0.0);
    expected.forEach(
        (option, probability) ->
            assertThat(
                    Stream.generate(() -> difference.value(choice, "own", "mate", random))
                        .limit(SAMPLES)
                        .filter(option::equals)
                        .count())
                .isCloseTo(Math.round(SAMPLES * probability), within(4L * 35)));
  }

  @Test
  void aMutatedPointDiffersInOneParameterAnyOfThem() {
    Params point = Spaces.of("integers").build(p -> p.at(0.5));
    assertThat(
            fitUniform(
                List.of("a", "b"),
                () -> {
                  Params mutated = Mutation.mutateOne(Spaces.of("integers"), point, 0.2, random);
                  boolean a = !mutated.get("a").equals(point.get("a"));
                  boolean b = !mutated.get("b").equals(point.get("b"));
                  assertThat(a).isNotEqualTo(b);
                  return a ? "a" : "b";
                }))
        .isGreaterThan(LEVEL);
  }

  @Test
  void reflectionFoldsPositionsBackIntoTheUnitInterval() {
    assertThat(Mutation.reflect(-0.25)).isEqualTo(0.25);
    assertThat(Mutation.reflect(1.25)).isEqualTo(0.75);
    assertThat(Mutation.reflect(2.25)).isEqualTo(0.25);
    assertThat(Mutation.reflect(0.5)).isEqualTo(0.5);
  }

  @Test
  void eachPartOfTheRangeHoldsOnePointOfALatinHypercube() {
    int points = 25;
    LatinHypercube design = new LatinHypercube(Spaces.box(3, 0, 1), 9, points);
    for (String name : List.of("x0", "x1", "x2")) {
      List<Integer> parts =
          Stream.iterate(0, i -> i + 1)
              .limit(points)
              .map(i -> (int) (design.point(i).real(name) * points))
              .sorted()
              .toList();
      assertThat(parts).isEqualTo(Stream.iterate(0, i -> i + 1).limit(points).toList());
    }
  }

  @Test
  void randomSearchDrawsUniformlyOnEachScale() {
    SimulatedStudy study =
        new SimulatedStudy(
            Spaces.space(Spaces.real("rate", 1e-4, 1, true), Spaces.choice("c", "a", "b", "c")),
            5,
            SAMPLES,
            1);
    List<Params> drawn =
        java.util.stream.IntStream.range(0, SAMPLES)
            .mapToObj(id -> study.searcher("random").propose(id).orElseThrow().params())
            .toList();
    java.util.Iterator<Params> rates = drawn.iterator();
    assertThat(fit(new UniformRealDistribution(-4, 0), () -> Math.log10(rates.next().real("rate"))))
        .isGreaterThan(LEVEL);
    java.util.Iterator<Params> choices = drawn.iterator();
    assertThat(fitUniform(List.of("a", "b", "c"), () -> choices.next().get("c")))
        .isGreaterThan(LEVEL);
  }
}
