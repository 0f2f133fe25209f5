package drover.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import drover.core.Goal;
import drover.core.Note;
import drover.core.Outcome;
import drover.core.Params;
import drover.core.SearchContext;
import drover.core.Searcher;
import drover.core.Trial;
import drover.core.config.Mistakes;
import drover.core.config.Section;
import drover.core.config.Sections;
import drover.core.space.Parameter;
import drover.core.space.SearchSpace;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.apache.commons.math3.distribution.UniformRealDistribution;
import org.apache.commons.math3.stat.inference.ChiSquareTest;
import org.apache.commons.math3.stat.inference.KolmogorovSmirnovTest;
import org.junit.jupiter.api.Test;

class PopulationBasedTrainingTest {

  private static final String NAME = "population-based-training";
  private static final double LEVEL = 0.001;
  private static final SearchSpace TRAINING =
      Spaces.space(
          Spaces.real("training.rate", 1e-5, 10, true),
          Spaces.real("training.momentum", 0.5, 0.99, false),
          Spaces.integer("network.units", 8, 64, true));

  private static SearchContext context(SearchSpace space, long seed, int trials, int budget) {
    return new SearchContext(space, seed, trials, 1, budget, List.of(new Goal("loss", false)));
  }

  private static Searcher searcher(SearchContext context, String settings) {
    return Searchers.create(NAME, context, Sections.resolved(settings, "search." + NAME));
  }

  private static List<String> mistakes(String settings, int trials, int budget) {
    Mistakes mistakes = new Mistakes();
    Section section = Sections.checking(settings, "search." + NAME, mistakes);
    Searchers.create(NAME, context(TRAINING, 0, trials, budget), section);
    Sections.finish(section);
    return mistakes.found();
  }

  private static Trial run(Searcher searcher, int id, double loss) {
    Trial trial = searcher.propose(id).orElseThrow();
    searcher.asked(trial);
    searcher.told(trial, Outcome.Scored.of(loss));
    return trial;
  }

  /** Five lineages of three steps; the second is the best of its step, the fourth the worst. */
  @Test
  void theWorstFifthGoesOnFromTheBestFifth() {
    Searcher searcher =
        searcher(context(TRAINING, 3, 100, 3), "population = 5, interval = 1, resample = 0");
    double[] losses = {3, 1, 4, 9, 2};
    List<Trial> first = new ArrayList<>();
    for (int id = 0; id < 5; id++) {
      first.add(run(searcher, id, losses[id]));
      assertThat(first.get(id).budget()).isEqualTo(1);
      assertThat(first.get(id).parent()).isEmpty();
    }
    assertThat(first.stream().map(Trial::params).distinct()).hasSize(5);
    for (int lineage = 0; lineage < 5; lineage++) {
      assertThat(searcher.mayContinue(1)).as("the best may be copied").isTrue();
      Trial second = run(searcher, 5 + lineage, losses[lineage]);
      assertThat(second.budget()).isEqualTo(2);
      assertThat(second.parent()).hasValue(lineage == 3 ? 1 : lineage);
      if (lineage == 3) {
        assertPerturbed(second.params(), first.get(1).params());
      } else {
        assertThat(second.params()).isEqualTo(first.get(lineage).params());
      }
    }
    assertThat(searcher.mayContinue(1)).as("all are a step further").isFalse();
    assertThat(searcher.mayContinue(6)).isTrue();
    for (int id = 10; id < 15; id++) {
      Trial third = run(searcher, id, 1);
      assertThat(third.budget()).isEqualTo(3);
      assertThat(searcher.mayContinue(id)).as("nothing is left to train").isFalse();
    }
    assertThat(run(searcher, 15, 1).budget()).as("the next population").isEqualTo(1);
  }

  /** It takes the place of a base trial, and comes without note. */
  @Test
  void aKnownPointBeginsALineage() {
    Searcher searcher = searcher(context(TRAINING, 3, 100, 3), "population = 2, interval = 1");
    Trial known = new Trial(0, TRAINING.sample(new SplittableRandom(9)), 1, Note.EMPTY);
    searcher.asked(known);
    assertThat(searcher.mayContinue(0)).isTrue();
    searcher.told(known, Outcome.Scored.of(0));
    assertThat(run(searcher, 1, 1).parent()).as("the other lineage").isEmpty();
    assertThat(run(searcher, 2, 0).parent()).hasValue(0);
  }

  private static void assertPerturbed(Params child, Params parent) {
    for (String name : List.of("training.rate", "training.momentum")) {
      Parameter range = TRAINING.find(name).orElseThrow();
      double down = range.position(Math.max(parent.real(name) * 0.8, (Double) range.at(0)));
      double up = range.position(Math.min(parent.real(name) * 1.2, (Double) range.at(1)));
      assertThat(range.position(child.get(name)))
          .satisfiesAnyOf(
              position -> assertThat(position).isCloseTo(down, within(1e-9)),
              position -> assertThat(position).isCloseTo(up, within(1e-9)));
    }
    assertThat(child.get("network.units")).isNotEqualTo(parent.get("network.units"));
  }

  @Test
  void aLineageWithoutScoreGoesOnFromTheBestOrBeginsAgain() {
    Searcher searcher = searcher(context(TRAINING, 3, 100, 3), "population = 2, interval = 1");
    for (int id = 0; id < 2; id++) {
      Trial trial = searcher.propose(id).orElseThrow();
      searcher.asked(trial);
      searcher.told(trial, new Outcome.Infeasible("NaN"));
    }
    assertThat(run(searcher, 2, 5).parent()).as("there is no better one").isEmpty();
    assertThat(run(searcher, 3, 5).parent()).as("a lineage that has no step yet").hasValue(2);
  }

  @Test
  void onlyTheParametersToExploreChangeWithinALineage() {
    Searcher searcher =
        searcher(
            context(TRAINING, 8, 100, 10),
            "population = 4, interval = 1, truncation = 0.25, explore = \"training.*\"");
    List<Trial> trials = new ArrayList<>();
    int explored = 0;
    for (int id = 0; id < 40; id++) {
      Trial trial = run(searcher, id, new SplittableRandom(id).nextDouble());
      trials.add(trial);
      if (trial.parent().isPresent()) {
        Params before = trials.get(trial.parent().getAsInt()).params();
        assertThat(trial.params().get("network.units")).isEqualTo(before.get("network.units"));
        explored += trial.params().equals(before) ? 0 : 1;
      }
    }
    assertThat(explored).isEqualTo(9);
  }

  /** With a truncation of a quarter, one of four lineages is given up in each of nine steps. */
  @Test
  void oneOfFourLineagesIsGivenUpInEachStep() {
    Searcher searcher =
        searcher(context(TRAINING, 8, 100, 10), "population = 4, interval = 1, truncation = 0.25");
    int takenOver = 0;
    for (int id = 0; id < 40; id++) {
      Trial trial = run(searcher, id, new SplittableRandom(id).nextDouble());
      takenOver += trial.parent().isPresent() && trial.parent().getAsInt() != id - 4 ? 1 : 0;
    }
    assertThat(takenOver).isEqualTo(9);
  }

  /**
   * A training whose best learning rate falls from 1 to 10⁻⁴: each epoch gains the more, the nearer
   * the rate is to the best one. One rate for all epochs gains in a few of them only.
   */
  @Test
  void aScheduleIsFoundThatBeatsEveryFixedRate() {
    int epochs = 30;
    double[] schedule =
        LongStream.range(0, 10).mapToDouble(seed -> bestLoss(NAME, seed, 300, epochs)).toArray();
    double[] fixed =
        LongStream.range(0, 10).mapToDouble(seed -> bestLoss("random", seed, 10, epochs)).toArray();
    for (int seed = 0; seed < 10; seed++) {
      assertThat(schedule[seed]).isLessThan(fixed[seed]);
      assertThat(schedule[seed]).isLessThan(bestFixedLoss(epochs));
    }
  }

  /** The best loss of a study of 10 · 30 epochs in all. */
  private static double bestLoss(String algorithm, long seed, int trials, int epochs) {
    SearchSpace space = Spaces.space(Spaces.real("rate", 1e-5, 10, true));
    String settings = algorithm.equals(NAME) ? "interval = 1" : "";
    Searcher searcher =
        Searchers.create(
            algorithm,
            context(space, seed, trials, epochs),
            Sections.resolved(settings, "search." + algorithm));
    Map<Integer, Double> weights = new HashMap<>();
    Map<Integer, Integer> budgets = new HashMap<>();
    double best = 1;
    for (int id = 0; id < trials; id++) {
      Trial trial = searcher.propose(id).orElseThrow();
      searcher.asked(trial);
      int parent = trial.parent().orElse(-1);
      double trained = weights.getOrDefault(parent, 0.0);
      for (int epoch = budgets.getOrDefault(parent, 0); epoch < trial.budget(); epoch++) {
        trained += gain(trial.params().real("rate"), epoch, epochs);
      }
      weights.put(id, trained);
      budgets.put(id, trial.budget());
      searcher.told(trial, Outcome.Scored.of(1 - trained));
      best = Math.min(best, 1 - trained);
    }
    return best;
  }

  private static double gain(double rate, int epoch, int epochs) {
    double distance = Math.log10(rate) + 4.0 * epoch / epochs;
    return Math.exp(-distance * distance / 2) / epochs;
  }

  private static double bestFixedLoss(int epochs) {
    double best = 1;
    for (double exponent = -5; exponent <= 1; exponent += 0.01) {
      double trained = 0;
      for (int epoch = 0; epoch < epochs; epoch++) {
        trained += gain(Math.pow(10, exponent), epoch, epochs);
      }
      best = Math.min(best, 1 - trained);
    }
    return best;
  }

  @Test
  void settingsThatDoNotFitTheStudyAreMistakes() {
    assertThat(mistakes("", 100, 27)).isEmpty();
    assertThat(mistakes("", 100, 1)).singleElement().asString().contains("interval: a full budget");
    assertThat(mistakes("interval = 27", 100, 27)).hasSize(1);
    assertThat(mistakes("population = 20", 100, 27))
        .singleElement()
        .asString()
        .contains("population: 20 lineages of 9 steps take 180 trials; the study has 100");
    assertThat(mistakes("explore = [\"training.*\", momentum]", 100, 27))
        .singleElement()
        .asString()
        .contains("explore: 'momentum' is no parameter of the search space");
  }

  @Test
  void numbersAreMultipliedAndUpIsAsLikelyAsDown() {
    Parameter rate = Spaces.real("rate", 1e-5, 10, true);
    Perturbation perturbation = new Perturbation(0.2, 0);
    SplittableRandom random = new SplittableRandom(5);
    long up = 0;
    for (int i = 0; i < 1000; i++) {
      double value = (Double) perturbation.explore(rate, 0.01, random);
      assertThat(Math.abs(value - 0.01)).isCloseTo(0.002, within(1e-12));
      up += value > 0.01 ? 1 : 0;
    }
    assertEven(up, 1000 - up);
    assertThat(perturbation.explore(rate, 9.9, random))
        .isIn(10.0, 9.9 * 0.8, rate.at(rate.position(9.9 * 0.8)));
  }

  private static void assertEven(long one, long other) {
    double half = (one + other) / 2.0;
    assertThat(
            new ChiSquareTest().chiSquareTest(new double[] {half, half}, new long[] {one, other}))
        .isGreaterThan(LEVEL);
  }

  @Test
  void discreteValuesMoveToANeighbourAtLeast() {
    Perturbation perturbation = new Perturbation(0.2, 0);
    SplittableRandom random = new SplittableRandom(6);
    for (int i = 0; i < 50; i++) {
      assertThat(perturbation.explore(Spaces.integer("n", 0, 9, false), 1L, random)).isIn(0L, 2L);
      assertThat(perturbation.explore(Spaces.integer("n", 1, 999, true), 100L, random))
          .isIn(80L, 120L);
      assertThat(perturbation.explore(Spaces.integer("n", 1, 999, true), 2L, random)).isIn(1L, 3L);
      assertThat(perturbation.explore(Spaces.stepped("drop", 0, 0.5, 0.1), 0.2, random))
          .isIn(0.1, 0.3);
      assertThat(perturbation.explore(Spaces.ordinal("batch", 16L, 32L, 64L), 32L, random))
          .isIn(16L, 64L);
      assertThat(perturbation.explore(Spaces.ordinal("batch", 16L, 32L), 32L, random))
          .isIn(16L, 32L);
      assertThat(perturbation.explore(Spaces.choice("c", "a", "b"), "a", random)).isEqualTo("a");
    }
  }

  @Test
  void valuesDrawnAnewAreUniform() {
    Perturbation perturbation = new Perturbation(0.2, 1);
    SplittableRandom random = new SplittableRandom(7);
    Parameter rate = Spaces.real("rate", 1e-5, 10, true);
    double[] positions = new double[1000];
    long[] options = new long[4];
    double[] expected = {250, 250, 250, 250};
    for (int i = 0; i < positions.length; i++) {
      positions[i] = rate.position(perturbation.explore(rate, 0.01, random));
      Parameter choice = Spaces.choice("c", 0L, 1L, 2L, 3L);
      options[((Long) perturbation.explore(choice, 0L, random)).intValue()]++;
    }
    assertThat(
            new KolmogorovSmirnovTest()
                .kolmogorovSmirnovTest(new UniformRealDistribution(0, 1), positions))
        .isGreaterThan(LEVEL);
    assertThat(new ChiSquareTest().chiSquareTest(expected, options)).isGreaterThan(LEVEL);
  }

  @Test
  void aLineageThatCannotGoOnIsGivenUp() {
    Searcher searcher = searcher(context(TRAINING, 0, 100, 10), "population = 2, interval = 5");
    int children = 0;
    for (int id = 0; id < 40; id++) {
      Trial trial = searcher.propose(id).orElseThrow();
      searcher.asked(trial);
      boolean child = trial.parent().isPresent();
      children += child && trial.parent().getAsInt() < 2 ? 1 : 0;
      searcher.told(trial, child ? new Outcome.Failed("lost") : Outcome.Scored.of(id));
    }
    assertThat(children).isEqualTo(6); // three attempts at each of the two lineages
  }
}
