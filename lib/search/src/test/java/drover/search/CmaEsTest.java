package drover.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import drover.core.Note;
import drover.core.Outcome;
import drover.core.Params;
import drover.core.Searcher;
import drover.core.Trial;
import drover.core.space.Choice;
import drover.core.space.Parameter;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.DoubleUnaryOperator;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.apache.commons.math3.distribution.NormalDistribution;
import org.apache.commons.math3.stat.inference.ChiSquareTest;
import org.apache.commons.math3.stat.inference.KolmogorovSmirnovTest;
import org.junit.jupiter.api.Test;

/** The parts of CMA-ES against the published equations; seeds are fixed. */
class CmaEsTest {

  /** Below this probability a sample does not come from its distribution. */
  private static final double LEVEL = 0.001;

  private static final int SAMPLES = 5000;

  private final RandomGenerator random = new SplittableRandom(42);

  /** Seven points of a worked case, best first. */
  private static List<List<Double>> generation(int g) {
    return IntStream.range(0, 7)
        .mapToObj(
            i ->
                List.of(
                    0.3 + 0.1 * g + 0.15 * Math.cos(1.7 * i + g),
                    0.5 - 0.05 * g + 0.1 * Math.sin(2.3 * i - g),
                    0.6 + 0.12 * Math.cos(0.9 * i * i + 2 * g)))
        .toList();
  }

  private static CovarianceAdaptation worked() {
    return new CovarianceAdaptation(StrategyParameters.of(3, 7), new double[] {0.3, 0.5, 0.6}, 0.2);
  }

  /** The expected values were computed apart, with NumPy, from the tutorial's equations. */
  @Test
  void strategyParametersAreThoseOfTheTutorial() {
    StrategyParameters parameters = StrategyParameters.of(3, 7);
    close(
        parameters.weights().stream().mapToDouble(w -> w).toArray(),
        0.5856451065097651,
        0.29282255325488254,
        0.12153234023535246,
        0,
        -0.4241269418431741,
        -0.7706638857059224,
        -1.0636566969842556);
    close(
        new double[] {
          parameters.effective(),
          parameters.rankOne(),
          parameters.rankMu(),
          parameters.covariancePath(),
          parameters.stepSizePath(),
          parameters.damping(),
          parameters.meanNorm()
        },
        2.2548150822016044,
        0.09640963257927214,
        0.0695884692329107,
        0.5588013228860189,
        0.4149090010980616,
        1.4149090010980616,
        1.5968775302586076);
  }

  @Test
  void aGenerationMovesTheDistributionAsInTheTutorial() {
    CovarianceAdaptation normal = worked();
    normal.update(generation(0), Collections.nCopies(7, false));

    close(normal.mean(), 0.36456289287567367, 0.509759371106267, 0.6790417650701556);
    close(normal.stepSizePath(), 0.3931080883608298, 0.05942248787668675, 0.48126649509384267);
    close(normal.covariancePath(), 0.4350098508384725, 0.06575638699135994, 0.5325651454216876);
    close(new double[] {normal.sigma()}, 0.16728671600732467);
    close(
        normal.covariance(),
        0.803726294909857,
        0.03421875948542699,
        0.06965372396119028,
        0.03421875948542699,
        0.8683670582586651,
        -0.09941396711528092,
        0.06965372396119028,
        -0.09941396711528092,
        0.9283533680105598);
  }

  @Test
  void asDoesTheNextOne() {
    CovarianceAdaptation normal = worked();
    normal.update(generation(0), Collections.nCopies(7, false));
    normal.update(generation(1), Collections.nCopies(7, false));

    close(normal.mean(), 0.4021512708393771, 0.42355676584651974, 0.5479468234543086);
    close(normal.stepSizePath(), 0.5965830768830644, -0.7073644408545301, -0.7665358054328303);
    close(normal.covariancePath(), 0.4947134750670933, -0.6653809012397133, -0.8210491719879895);
    close(new double[] {normal.sigma()}, 0.15557433610058716);
    close(
        normal.covariance(),
        0.772455961996629,
        -0.08648353080405194,
        0.10166995622210319,
        -0.08648353080405194,
        0.8413889736970331,
        -0.028754984129483938,
        0.10166995622210319,
        -0.028754984129483938,
        0.804925236594147);
  }

  private static void close(double[] actual, double... expected) {
    assertThat(actual).containsExactly(expected, within(1e-9));
  }

  @Test
  void positiveWeightsSumToOneAndNegativeOnesKeepTheCovariancePositive() {
    for (int n : new int[] {1, 2, 10, 100}) {
      for (int lambda : new int[] {2, 3, 8, 40}) {
        StrategyParameters parameters = StrategyParameters.of(n, lambda);
        List<Double> weights = parameters.weights();
        assertThat(weights).hasSize(lambda).isSortedAccordingTo(Collections.reverseOrder());
        double positive = weights.stream().mapToDouble(w -> Math.max(0, w)).sum();
        double negative = weights.stream().mapToDouble(w -> Math.max(0, -w)).sum();
        assertThat(positive).isCloseTo(1, within(1e-12));
        double rest = 1 - parameters.rankOne() - parameters.rankMu();
        assertThat(n * parameters.rankMu() * negative).isBetween(0.0, rest + 1e-12);
        assertThat(StrategyParameters.positive(lambda))
            .isEqualTo(weights.subList(0, parameters.parents()));
      }
    }
    assertThat(StrategyParameters.positive(1)).containsExactly(1.0);
  }

  @Test
  void drawsHaveTheDistributionThatWasLearned() {
    CovarianceAdaptation normal = worked();
    normal.update(generation(0), Collections.nCopies(7, false));
    List<double[]> draws = IntStream.range(0, SAMPLES).mapToObj(i -> normal.draw(random)).toList();
    double[] mean = normal.mean();
    for (int i = 0; i < 3; i++) {
      int coordinate = i;
      assertThat(
              new KolmogorovSmirnovTest()
                  .kolmogorovSmirnovTest(
                      new NormalDistribution(mean[i], normal.deviation(i)),
                      draws.stream().mapToDouble(x -> x[coordinate]).toArray()))
          .isGreaterThan(LEVEL);
    }
    double product =
        draws.stream()
            .mapToDouble(x -> (x[1] - mean[1]) * (x[2] - mean[2]))
            .average()
            .orElseThrow();
    double expected = normal.sigma() * normal.sigma() * normal.covariance()[5];
    assertThat(product)
        .isCloseTo(expected, within(0.1 * normal.deviation(1) * normal.deviation(2)));
  }

  @Test
  void aPointFromElsewhereCountsAsIfItWereNear() {
    CovarianceAdaptation near = worked();
    CovarianceAdaptation far = worked();
    // c_y = √3 + 2·3/(3 + 2), in the direction of the first axis.
    near.update(first(0.3 + 0.2 * (Math.sqrt(3) + 1.2)), Collections.nCopies(7, false));
    far.update(first(1e6), Collections.nCopies(7, true));
    assertThat(far.mean()).containsExactly(near.mean(), within(1e-9));
    assertThat(far.sigma()).isCloseTo(near.sigma(), within(1e-9));
  }

  private static List<List<Double>> first(double x) {
    List<List<Double>> points = new ArrayList<>(generation(0));
    points.set(0, List.of(x, 0.5, 0.6));
    return points;
  }

  /** Bins of width 0.2; the probabilities are worked out by hand from the corrected ones. */
  @Test
  void aMarginKeepsTheNeighboursOfTheMeansValue() {
    Coordinates five = new Coordinates(Spaces.space(Spaces.integer("n", 0, 4, false)));
    double alpha = 0.1;
    Coordinates.Bin bin = five.bin(0, 0.5);
    assertThat(bin).isEqualTo(new Coordinates.Bin(0.4, 0.6));
    assertThat(five.isContinuous(0)).isFalse();
    for (double mean : new double[] {0.41, 0.5, 0.57}) {
      for (double deviation : new double[] {1e-12, 0.01, 0.1, 10}) {
        Margin margin = Margin.of(bin, mean, deviation, alpha);
        DoubleUnaryOperator below =
            new NormalDistribution(margin.mean(), margin.deviation())::cumulativeProbability;
        assertThat(below.applyAsDouble(0.4)).isGreaterThan(alpha / 2 - 1e-9);
        assertThat(1 - below.applyAsDouble(0.6)).isGreaterThan(alpha / 2 - 1e-9);
      }
    }
    Margin shrunk = Margin.of(bin, 0.5, 1e-12, alpha);
    double quantile = 1.6448536269514722;
    assertThat(shrunk.mean()).isCloseTo(0.5, within(1e-9));
    assertThat(shrunk.deviation()).isCloseTo(0.1 / quantile, within(1e-9));
    assertThat(Margin.of(bin, 0.5, 0.1, alpha)).isEqualTo(new Margin(0.5, 0.1));
  }

  @Test
  void aMarginAtTheRangesEndMovesTheMean() {
    Coordinates five = new Coordinates(Spaces.space(Spaces.integer("n", 0, 4, false)));
    double quantile = 1.2815515655446004;
    Margin low = Margin.of(five.bin(0, -0.3), -0.3, 0.01, 0.1);
    assertThat(low.mean()).isCloseTo(0.2 - 0.01 * quantile, within(1e-9));
    assertThat(low.deviation()).isEqualTo(0.01);
    Margin high = Margin.of(five.bin(0, 0.99), 0.99, 0.01, 0.1);
    assertThat(high.mean()).isCloseTo(0.8 + 0.01 * quantile, within(1e-9));
  }

  @Test
  void binsEndWhereValuesChange() {
    List<Parameter> discrete =
        List.of(
            Spaces.integer("a", -3, 3, false),
            Spaces.integer("b", 1, 1024, true),
            Spaces.stepped("c", 0, 0.5, 0.1),
            Spaces.ordinal("d", 16L, 32L, 64L, 128L));
    for (Parameter parameter : discrete) {
      for (int i = 0; i < 200; i++) {
        double position = random.nextDouble();
        Coordinates.Bin bin = new Coordinates(Spaces.space(parameter)).bin(0, position);
        Object value = parameter.at(position);
        assertThat(parameter.at(bin.low() + 1e-9)).isEqualTo(value);
        assertThat(parameter.at(bin.high() - 1e-9)).isEqualTo(value);
        if (bin.low() > 0) {
          assertThat(parameter.at(bin.low() - 1e-9)).isNotEqualTo(value);
        }
        if (bin.high() < 1) {
          assertThat(parameter.at(bin.high() + 1e-9)).isNotEqualTo(value);
        }
      }
    }
  }

  @Test
  void optionsAreDrawnByProbabilitiesThatLearn() {
    Choice choice = Spaces.choice("c", "a", "b", "c");
    OptionProbabilities options = new OptionProbabilities(List.of(choice), 0.5);
    assertThat(options.of(choice))
        .containsExactly(new double[] {1 / 3.0, 1 / 3.0, 1 / 3.0}, within(1e-12));
    Params b = new Params(Map.of("c", "b"));
    Params other = Params.EMPTY;
    options.update(choice, List.of(b, other), List.of(0.6, 0.4));
    // p + 0.5 · 0.6 (onehot − p); the inactive one has no say.
    double[] expected = {0.7 / 3, 0.7 / 3 + 0.3, 0.7 / 3};
    assertThat(options.of(choice)).containsExactly(expected, within(1e-12));

    long[] hits = new long[3];
    for (int i = 0; i < SAMPLES; i++) {
      hits[choice.values().indexOf(options.draw(choice, random))]++;
    }
    assertThat(new ChiSquareTest().chiSquareTest(expected, hits)).isGreaterThan(LEVEL);
  }

  @Test
  void noOptionIsLost() {
    Choice choice = Spaces.choice("c", "a", "b", "c");
    OptionProbabilities options = new OptionProbabilities(List.of(choice), 0.5);
    for (int i = 0; i < 100; i++) {
      options.update(choice, List.of(new Params(Map.of("c", "b"))), List.of(1.0));
    }
    // (1 − 0.73) / (3 − 1) each
    assertThat(options.of(choice)).containsExactly(new double[] {0.135, 0.73, 0.135}, within(1e-9));
  }

  @Test
  void theFirstMeanIsThatOfTheBetterHalfOfTheDesignWhoeverAskedIt() {
    SimulatedStudy study = new SimulatedStudy(Spaces.box(2, 0, 1), 3, 100, 1);
    Searcher searcher = study.searcher("cma-es");
    for (int id = 0; id < 6; id++) {
      double x = id < 3 ? 0.9 : 0.1;
      Trial trial = new Trial(id, new Params(Map.of("x0", x, "x1", id / 10.0)), 1, Note.EMPTY);
      searcher.asked(trial);
      searcher.told(trial, Outcome.Scored.of(-x));
    }
    double mean =
        IntStream.range(0, 200)
            .mapToDouble(id -> searcher.propose(6 + id).orElseThrow().params().real("x0"))
            .average()
            .orElseThrow();
    assertThat(mean).isGreaterThan(0.7);
  }
}
