package drover.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import drover.core.Note;
import drover.core.Outcome;
import drover.core.Params;
import drover.core.Searcher;
import drover.core.Trial;
import drover.core.space.Choice;
import drover.core.space.SearchSpace;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.apache.commons.math3.distribution.NormalDistribution;
import org.apache.commons.math3.stat.inference.ChiSquareTest;
import org.apache.commons.math3.stat.inference.KolmogorovSmirnovTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** SPSA, evolution strategies and what they share; seeds are fixed. */
class PairSearcherTest {

  /** Below this probability a sample does not come from its distribution. */
  private static final double LEVEL = 0.001;

  private static final int SAMPLES = 5000;
  private static final Spsa.Settings GAINS = new Spsa.Settings(0.05, 1, 0.15, 0.75);
  private static final EvolutionStrategies.Settings SIGMAS =
      new EvolutionStrategies.Settings(2, 0.5, 0.1, 0.01);

  private final RandomGenerator random = new SplittableRandom(42);

  private static Ranked scored(int id, double loss) {
    return new Ranked(new Trial(id, Params.EMPTY, 1, Note.EMPTY), 0, List.of(loss));
  }

  private static PairSearcher.Pair pair(double plus, double minus, Double... step) {
    return new PairSearcher.Pair(List.of(step), scored(0, plus), scored(1, minus));
  }

  @ParameterizedTest
  @ValueSource(strings = {"spsa", "evolution-strategies"})
  void thePointsOfAPairLieOppositeEachOtherWithTheSameChoices(String algorithm) {
    SearchSpace space =
        Spaces.space(
            Spaces.real("x", 0, 1, false),
            Spaces.choice("c", "a", "b", "c", "d"),
            Spaces.real("y", 0, 1, false));
    SimulatedStudy study = new SimulatedStudy(space, 5, 60, 1);
    List<Trial> trials =
        SimulatedStudy.trials(
            study.run(
                study.searcher(algorithm), trial -> Outcome.Scored.of(centre(trial.params()))));
    int pairs = 0;
    for (Trial second : trials) {
      if (second.note().find("pair.first").isPresent()) {
        Trial first = trials.get(((Long) second.note().find("pair.first").get()).intValue());
        double[] point = Coordinates.vector(first.note(), "pair.point");
        double[] step = Coordinates.vector(first.note(), "pair.step");
        assertThat(second.id()).isEqualTo(first.id() + 1);
        assertThat(second.params().get("c")).isEqualTo(first.params().get("c"));
        assertThat(first.params().real("x")).isEqualTo(point[0] + step[0]);
        assertThat(second.params().real("x")).isEqualTo(point[0] - step[0]);
        assertThat(first.params().real("y")).isEqualTo(point[1] + step[1]);
        assertThat(second.params().real("y")).isEqualTo(point[1] - step[1]);
        pairs++;
      }
    }
    assertThat(pairs).isGreaterThan(15);
  }

  private static double centre(Params params) {
    return Math.abs(params.real("x") - 0.5) + Math.abs(params.real("y") - 0.5);
  }

  @ParameterizedTest
  @ValueSource(strings = {"spsa", "evolution-strategies"})
  void aPairStepsOverDiscreteValues(String algorithm) {
    SearchSpace space =
        Spaces.space(Spaces.integer("n", 0, 9, false), Spaces.real("x", 0, 1, false));
    SimulatedStudy study = new SimulatedStudy(space, 5, 400, 1);
    List<Trial> trials =
        SimulatedStudy.trials(
            study.run(
                study.searcher(algorithm),
                trial -> Outcome.Scored.of(Math.abs(trial.params().integer("n") - 4.5))));
    List<Trial> late = trials.subList(300, 400);
    int apart = 0;
    for (Trial second : late) {
      if (second.note().find("pair.first").isPresent()) {
        Trial first = trials.get(((Long) second.note().find("pair.first").get()).intValue());
        assertThat(first.params().get("n")).isNotEqualTo(second.params().get("n"));
        apart++;
      }
    }
    assertThat(apart).isGreaterThan(20);
  }

  @Test
  void aPairWithAFailedTrialTeachesNothing() {
    SimulatedStudy study = new SimulatedStudy(Spaces.box(3, 0, 1), 5, 60, 1);
    Searcher searcher = study.searcher("spsa");
    double[] before = {};
    for (int id = 0; id < 40; id++) {
      Trial trial = searcher.propose(id).orElseThrow();
      searcher.asked(trial);
      boolean second = trial.note().find("pair.first").isPresent();
      searcher.told(
          trial,
          second ? new Outcome.Failed("lost") : Outcome.Scored.of(study.distance(trial.params())));
      if (trial.note().find("pair.point").isPresent()) {
        double[] point = Coordinates.vector(trial.note(), "pair.point");
        assertThat(before.length == 0 ? point : before).isEqualTo(point);
        before = point;
      }
    }
    assertThat(before).hasSize(3);
  }

  @Test
  void perturbationsOfSpsaAreSignsOfOneLength() {
    Spsa spsa = new Spsa(GAINS, 100, new double[] {0.5, 0.5});
    long[] hits = new long[4];
    for (int i = 0; i < SAMPLES; i++) {
      double[] step = spsa.step(random);
      assertThat(Math.abs(step[0])).isEqualTo(0.15);
      assertThat(Math.abs(step[1])).isEqualTo(0.15);
      hits[(step[0] > 0 ? 2 : 0) + (step[1] > 0 ? 1 : 0)]++;
    }
    assertThat(new ChiSquareTest().chiSquareTest(new double[] {1, 1, 1, 1}, hits))
        .isGreaterThan(LEVEL);
  }

  /** The gains of Spall (1998) with A = 10 % of 50 pairs; Adam's first step is of length one. */
  @Test
  void spsaMovesAgainstTheDifferenceByItsGains() {
    Spsa spsa = new Spsa(GAINS, 100, new double[] {0.5, 0.5});
    spsa.learn(pair(7, 3, 0.15, -0.15));
    assertThat(spsa.point()).containsExactly(new double[] {0.45, 0.55}, within(1e-9));
    spsa.learn(pair(3e9, 7e9, 0.1, 0.1));
    double[] step = spsa.step(random);
    assertThat(Math.abs(step[0])).isCloseTo(0.15 / Math.pow(3, 0.75), within(1e-12));

    Spsa again = new Spsa(GAINS, 100, new double[] {0.5, 0.5});
    again.learn(pair(7, 3, 0.15, -0.15));
    again.learn(pair(7, 3, 0.15, -0.15));
    // The same gradient twice is again a step of length one: a (1 + A) / (2 + A).
    double second = 0.05 * 6 / 7;
    assertThat(again.point())
        .containsExactly(new double[] {0.45 - second, 0.55 + second}, within(1e-9));
  }

  @Test
  void theScaleOfTheLossDoesNotMatter() {
    Spsa small = new Spsa(GAINS, 100, new double[] {0.5});
    Spsa large = new Spsa(GAINS, 100, new double[] {0.5});
    for (int i = 0; i < 10; i++) {
      double difference = random.nextDouble(-1, 1);
      small.learn(pair(difference, 0, 0.1));
      large.learn(pair(1e6 + 1e3 * difference, 1e6, 0.1));
    }
    assertThat(large.point()[0]).isCloseTo(small.point()[0], within(1e-6));
  }

  @Test
  void whatIsInactiveStaysWhereItIs() {
    Spsa spsa = new Spsa(GAINS, 100, new double[] {0.5, 0.5});
    EvolutionStrategies strategies = new EvolutionStrategies(SIGMAS, 100, new double[] {0.5, 0.5});
    for (int i = 0; i < 4; i++) {
      spsa.learn(pair(2, 1, 0.1, Double.NaN));
      strategies.learn(pair(2, 1, 0.1, Double.NaN));
    }
    for (double[] point : List.of(spsa.point(), strategies.point())) {
      assertThat(point[0]).isLessThan(0.5);
      assertThat(point[1]).isEqualTo(0.5);
    }
  }

  @Test
  void anInfeasibleTrialIsTheWorseOne() {
    Ranked infeasible = new Ranked(new Trial(0, Params.EMPTY, 1, Note.EMPTY), 2, List.of());
    PairSearcher.Pair pair = new PairSearcher.Pair(List.of(0.1), infeasible, scored(1, 1e9));
    Spsa spsa = new Spsa(GAINS, 100, new double[] {0.5});
    spsa.learn(pair);
    assertThat(spsa.point()[0]).isCloseTo(0.45, within(1e-9));
  }

  @Test
  void stepsOfEvolutionStrategiesAreNormal() {
    EvolutionStrategies strategies = new EvolutionStrategies(SIGMAS, 100, new double[] {0.5});
    double[] steps =
        IntStream.range(0, SAMPLES).mapToDouble(i -> strategies.step(random)[0]).toArray();
    assertThat(
            new KolmogorovSmirnovTest()
                .kolmogorovSmirnovTest(new NormalDistribution(0, 0.1), steps))
        .isGreaterThan(LEVEL);
  }

  /** By hand: two pairs rank +, +, −, −; the generation moves the mean half a deviation. */
  @Test
  void evolutionStrategiesMoveByAGenerationOfPairs() {
    EvolutionStrategies strategies = new EvolutionStrategies(SIGMAS, 100, new double[] {0.5, 0.5});
    strategies.learn(pair(1, 3, 0.1, 0.2));
    assertThat(strategies.point()).containsExactly(0.5, 0.5);
    strategies.learn(pair(2, 4, 0.1, -0.2));
    // Utilities ½ and −1/6 of the first pair, 1/6 and −½ of the second: gradients −(2/3 + 2/3) of
    // the first coordinate and −(4/3 − 4/3) of the second.
    assertThat(strategies.point()).containsExactly(new double[] {0.55, 0.5}, within(1e-9));
    double expected = 0.1 * Math.pow(0.1, 4 / 100.0);
    double squares =
        IntStream.range(0, SAMPLES)
            .mapToDouble(i -> Math.pow(strategies.step(random)[0], 2))
            .average()
            .orElseThrow();
    assertThat(Math.sqrt(squares)).isCloseTo(expected, within(0.03 * expected));
  }

  /** Worked by hand from algorithm 1 of Kingma and Ba with β₁ = 0.5, β₂ = 0.9. */
  @Test
  void adamFollowsItsEquations() {
    Adam adam = new Adam(2, 0.5, 0.9);
    double[] point = {0.5, 0.5};
    adam.move(point, new double[] {4, Double.NaN}, 0.1);
    assertThat(point).containsExactly(new double[] {0.4, 0.5}, within(1e-9));
    adam.move(point, new double[] {-2, 0.01}, 0.1);
    double mean = (0.5 * 2 - 0.5 * 2) / (1 - 0.25);
    double square = (0.9 * 1.6 + 0.1 * 4) / (1 - 0.81);
    assertThat(point)
        .containsExactly(new double[] {0.4 - 0.1 * mean / Math.sqrt(square), 0.4}, within(1e-6));
    adam.move(point, new double[] {1, -1}, 10);
    assertThat(point).containsExactly(0, 1);
  }

  @Test
  void theBanditDrawsBySoftmaxAndPrefersWhatPays() {
    Choice choice = Spaces.choice("c", "a", "b", "c");
    OptionBandit bandit = new OptionBandit(List.of(choice), 1);
    assertThat(bandit.probabilities(choice))
        .containsExactly(new double[] {1 / 3.0, 1 / 3.0, 1 / 3.0}, within(1e-12));
    List<Ranked> trials = new ArrayList<>();
    for (int id = 0; id < 30; id++) {
      Object option = choice.values().get(id % 3);
      Trial trial = new Trial(id, new Params(Map.of("c", option)), 1, Note.EMPTY);
      trials.add(new Ranked(trial, 0, List.of(option.equals("b") ? 1 : 2 + random.nextDouble())));
    }
    trials.forEach(bandit::learn);
    double[] probabilities = bandit.probabilities(choice);
    assertThat(probabilities[1]).isGreaterThan(0.7);
    assertThat(probabilities[0] + probabilities[1] + probabilities[2]).isCloseTo(1, within(1e-12));

    long[] hits = new long[3];
    for (int i = 0; i < SAMPLES; i++) {
      hits[choice.values().indexOf(bandit.draw(choice, random))]++;
    }
    assertThat(new ChiSquareTest().chiSquareTest(probabilities, hits)).isGreaterThan(LEVEL);
  }

  /** By hand: rewards ⅛ (rank ½ of 1), then (¾)³ of the better one; R̄ is the running mean. */
  @Test
  void theBanditsPreferencesMoveByTheGradientEquation() {
    Choice choice = Spaces.choice("c", "a", "b");
    OptionBandit bandit = new OptionBandit(List.of(choice), 1);
    bandit.learn(
        new Ranked(new Trial(0, new Params(Map.of("c", "a")), 1, Note.EMPTY), 0, List.of(5.0)));
    assertThat(bandit.probabilities(choice)).containsExactly(0.5, 0.5);
    bandit.learn(
        new Ranked(new Trial(1, new Params(Map.of("c", "b")), 1, Note.EMPTY), 0, List.of(4.0)));
    double reward = Math.pow(0.75, 3);
    double advantage = reward - (0.125 + reward) / 2;
    double preference = 0.5 * advantage;
    double expected = Math.exp(preference) / (Math.exp(preference) + Math.exp(-preference));
    assertThat(bandit.probabilities(choice)[1]).isCloseTo(expected, within(1e-12));
  }
}
