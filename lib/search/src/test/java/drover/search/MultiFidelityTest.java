package drover.search;

import static org.assertj.core.api.Assertions.assertThat;

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
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MultiFidelityTest {

  private static final List<Goal> LOSS = List.of(new Goal("loss", false));

  private static Searcher searcher(String algorithm, String settings, int budget, int trials) {
    return Searchers.create(
        algorithm,
        new SearchContext(Spaces.of("reals"), 5, trials, 4, budget, LOSS),
        Sections.resolved(settings, "search." + algorithm));
  }

  private static List<String> mistakes(String algorithm, String settings, int budget) {
    Mistakes mistakes = new Mistakes();
    Section section = Sections.checking(settings, "search." + algorithm, mistakes);
    Searchers.create(
        algorithm, new SearchContext(Spaces.of("reals"), 0, 15, 2, budget, LOSS), section);
    Sections.finish(section);
    return mistakes.found();
  }

  /** Asks the next trial. */
  private static Trial ask(Searcher searcher, int id) {
    Trial trial = searcher.propose(id).orElseThrow();
    searcher.asked(trial);
    return trial;
  }

  private static void assertPromotion(Trial trial, Trial parent, int budget) {
    assertThat(trial)
        .isEqualTo(
            new Trial(
                trial.id(), parent.params(), budget, OptionalInt.of(parent.id()), trial.note()));
  }

  @Test
  void rungsArePowersOfTheReductionAndTheFullBudget() {
    assertThat(Rungs.of(1, 3, 81).budgets()).containsExactly(1, 3, 9, 27, 81);
    assertThat(Rungs.of(2, 3, 51).budgets()).containsExactly(2, 6, 18, 51);
    assertThat(Rungs.of(1, 3, 51).budgets()).containsExactly(1, 3, 9, 27, 51);
    assertThat(Rungs.of(1, 3, 10).budgets()).as("9 is too close to 10").containsExactly(1, 3, 10);
    assertThat(Rungs.of(1, 2, 2).budgets()).containsExactly(1, 2);
  }

  /** Worked by hand with η = 3: a rung promotes its best ⌊n/3⌋, the highest rung first. */
  @Test
  void ashaPromotesTheBestThirdOfEachRung() {
    Searcher asha = searcher("asha", "min-budget = 1", 9, 100);
    double[] losses = {5, 3, 4, 9, 1, 2, 8, 7, 6};
    Trial[] base = new Trial[9];
    for (int id = 0; id < 3; id++) {
      base[id] = ask(asha, id);
      assertThat(base[id].budget()).isEqualTo(1);
      assertThat(base[id].parent()).isEmpty();
    }
    asha.told(base[0], Outcome.Scored.of(losses[0]));
    asha.told(base[1], Outcome.Scored.of(losses[1]));
    assertThat(asha.propose(3).orElseThrow().parent()).as("two are too few").isEmpty();
    asha.told(base[2], Outcome.Scored.of(losses[2]));
    Trial first = ask(asha, 3);
    assertPromotion(first, base[1], 3);
    assertThat(asha.propose(4).orElseThrow().parent()).as("once each").isEmpty();

    for (int i = 3; i < 9; i++) {
      base[i] = ask(asha, i + 1);
      assertThat(base[i].parent()).isEmpty();
    }
    for (int i = 3; i < 9; i++) {
      asha.told(base[i], Outcome.Scored.of(losses[i]));
    }
    Trial second = ask(asha, 10);
    assertPromotion(second, base[4], 3);
    Trial third = ask(asha, 11);
    assertPromotion(third, base[5], 3);
    asha.told(first, Outcome.Scored.of(0.5));
    asha.told(second, Outcome.Scored.of(0.3));
    assertThat(asha.propose(12).orElseThrow().parent()).isEmpty();
    asha.told(third, Outcome.Scored.of(0.4));
    assertPromotion(ask(asha, 12), second, 9);
  }

  /** Of five trials one goes on: not a second one, though a better one came after it was chosen. */
  @Test
  void ashaPromotesNoMoreThanAThirdThoughTheOrderChanges() {
    Searcher asha = searcher("asha", "min-budget = 1", 9, 100);
    Trial[] base = {ask(asha, 0), ask(asha, 1), ask(asha, 2)};
    for (Trial trial : base) {
      asha.told(trial, Outcome.Scored.of(9 - trial.id()));
    }
    assertPromotion(ask(asha, 3), base[2], 3);
    for (int id = 4; id < 6; id++) {
      asha.told(ask(asha, id), Outcome.Scored.of(9 - id));
    }
    Trial last = ask(asha, 6);
    assertThat(last.parent()).isEmpty();
    asha.told(last, Outcome.Scored.of(8));
    assertThat(ask(asha, 7).parent()).as("of six trials two go on").hasValue(5);
  }

  @Test
  void trialsWithoutScoreCountInTheirRungButAreNotPromoted() {
    Searcher asha = searcher("asha", "min-budget = 1", 9, 100);
    Trial[] base = {ask(asha, 0), ask(asha, 1), ask(asha, 2), ask(asha, 3)};
    asha.told(base[0], new Outcome.Infeasible("NaN"));
    asha.told(base[1], new Outcome.Failed("lost"));
    asha.told(base[2], new Outcome.Pruned(0));
    assertThat(asha.propose(4).orElseThrow().parent()).isEmpty();
    asha.told(base[3], Outcome.Scored.of(7));
    assertPromotion(ask(asha, 4), base[3], 3);
  }

  @Test
  void weightsAreKeptWhileAPromotionMayCome() {
    Searcher asha = searcher("asha", "min-budget = 1", 9, 7);
    Trial[] base = {ask(asha, 0), ask(asha, 1), ask(asha, 2)};
    assertThat(asha.mayContinue(0)).as("it runs").isTrue();
    for (Trial trial : base) {
      asha.told(trial, Outcome.Scored.of(trial.id()));
    }
    assertThat(List.of(asha.mayContinue(0), asha.mayContinue(1), asha.mayContinue(2)))
        .as("with four more trials the rung promotes two at most")
        .containsExactly(true, true, false);
    Trial child = ask(asha, 3);
    assertThat(asha.mayContinue(0)).as("it was promoted").isFalse();
    assertThat(asha.mayContinue(child.id())).isTrue();
  }

  /** Li et al. 2018, table 1: R = 81, η = 3. */
  @Test
  void bracketsAreThoseOfThePaper() {
    assertThat(Bracket.sizes(4, 4, 3)).containsExactly(81, 27, 9, 3, 1);
    assertThat(Bracket.sizes(4, 3, 3)).containsExactly(27, 9, 3, 1);
    assertThat(Bracket.sizes(4, 2, 3)).containsExactly(9, 3, 1);
    assertThat(Bracket.sizes(4, 1, 3)).containsExactly(6, 2);
    assertThat(Bracket.sizes(4, 0, 3)).containsExactly(5);
  }

  /** One after another: 121 + 40 + 13 + 8 + 5 trials, then the first bracket again. */
  @Test
  void hyperbandRunsItsBracketsInTurn() {
    Searcher hyperband = searcher("hyperband", "min-budget = 1, repeat = 1", 81, 1000);
    int id = 0;
    for (int s = 4; s >= 0; s--) {
      List<Integer> sizes = Bracket.sizes(4, s, 3);
      Map<Integer, Integer> expected = new TreeMap<>();
      for (int i = 0; i < sizes.size(); i++) {
        expected.put((int) Math.pow(3, 4 - s + i), sizes.get(i));
      }
      Map<Integer, Integer> asked = new TreeMap<>();
      for (int size : sizes) {
        for (int k = 0; k < size; k++) {
          Trial trial = ask(hyperband, id);
          asked.merge(trial.budget(), 1, Integer::sum);
          hyperband.told(trial, Outcome.Scored.of(Math.sin(id++)));
        }
      }
      assertThat(asked).isEqualTo(expected);
    }
    assertThat(ask(hyperband, id).budget()).isEqualTo(1);
  }

  @Test
  void bracketsThatBeginLowAreRepeatedFirst() {
    assertThat(IntStream.range(0, 8).map(i -> HyperbandSearcher.skipped(i, 1, 4)))
        .containsExactly(0, 1, 2, 3, 0, 1, 2, 3);
    assertThat(IntStream.range(0, 16).map(i -> HyperbandSearcher.skipped(i, 2, 4)))
        .containsExactly(0, 0, 1, 0, 0, 1, 2, 0, 0, 1, 0, 0, 1, 2, 3, 0);
  }

  /** R = 3: brackets of 2·3 and of 2 trials, since ⌊2/2⌋ · 3 = 3 and ⌊2/1⌋ = 2. */
  @Test
  void hyperbandBeginsTheNextBracketWhileARungIsOpen() {
    Searcher hyperband = searcher("hyperband", "min-budget = 1, repeat = 1", 3, 100);
    Trial[] first = {ask(hyperband, 0), ask(hyperband, 1), ask(hyperband, 2)};
    assertThat(ask(hyperband, 3).budget()).isEqualTo(3);
    assertThat(ask(hyperband, 4).budget()).isEqualTo(3);
    assertThat(ask(hyperband, 5).budget()).as("the third bracket").isEqualTo(1);
    hyperband.told(first[0], Outcome.Scored.of(1));
    hyperband.told(first[2], Outcome.Scored.of(2));
    assertThat(hyperband.propose(6).orElseThrow().parent()).as("the last may be best").isEmpty();
    assertThat(hyperband.mayContinue(0)).isTrue();
    assertThat(hyperband.mayContinue(2)).isFalse();
    hyperband.told(first[1], new Outcome.Failed("lost"));
    Trial instead = ask(hyperband, 6);
    assertThat(instead.note()).as("in its place").isEqualTo(first[1].note());
    hyperband.told(instead, Outcome.Scored.of(3));
    assertPromotion(ask(hyperband, 7), first[0], 3);
  }

  @ParameterizedTest
  @ValueSource(strings = {"asha", "hyperband"})
  void aBudgetOfOneRungIsAMistake(String algorithm) {
    assertThat(mistakes(algorithm, "", 1)).singleElement().asString().contains("budget of 1");
    assertThat(mistakes(algorithm, "min-budget = 6", 9)).hasSize(1);
    assertThat(mistakes(algorithm, "min-budget = 10", 9)).hasSize(1);
    assertThat(mistakes(algorithm, "", 2)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"asha", "hyperband"})
  void paramsComeFromTheSearcherThatIsNamed(String algorithm) {
    assertThat(searcher(algorithm, "", 51, 100).about())
        .isEqualTo(algorithm + " over genetic: rungs 2, 6, 18, 51");
    assertThat(searcher(algorithm, "searcher = random", 51, 100).about())
        .startsWith(algorithm + " over random");
    assertThat(mistakes(algorithm, "searcher { genetic { population = 16 } }", 27))
        .singleElement()
        .asString()
        .contains("searcher.genetic.population: 16 is more than");
    assertThat(mistakes(algorithm, "searcher = asha", 27)).hasSize(1);
  }

  /** Another algorithm's note may have the same keys. */
  @Test
  void hyperbandTakesNoTrialForItsOwnThatDoesNotFit() {
    Searcher hyperband = searcher("hyperband", "min-budget = 1", 9, 100);
    Params params = hyperband.propose(0).orElseThrow().params();
    List<Note> notes =
        List.of(Note.of("bracket", "x"), Note.of("bracket", 7L), Note.of("bracket", 0L));
    for (int id = 0; id < notes.size(); id++) {
      Trial foreign = new Trial(id, params, 5, notes.get(id));
      hyperband.asked(foreign);
      hyperband.told(foreign, Outcome.Scored.of(0));
    }
    assertThat(ask(hyperband, 3).note()).isEqualTo(new Note(Map.of("bracket", 0L)));
  }

  /** A known point that takes a base trial's place comes without note: it goes on all the same. */
  @ParameterizedTest
  @ValueSource(strings = {"asha", "hyperband", "bohb"})
  void aKnownPointGoesOnLikeABaseTrial(String algorithm) {
    Searcher searcher = searcher(algorithm, "min-budget = 1", 9, 100);
    Trial own = searcher.propose(0).orElseThrow();
    Trial known = new Trial(0, Spaces.of("reals").sample(new SplittableRandom(9)), 1, Note.EMPTY);
    assertThat(own.budget()).isEqualTo(1);
    searcher.asked(known);
    assertThat(searcher.mayContinue(0)).isTrue();
    searcher.told(known, Outcome.Scored.of(0));
    Trial next = ask(searcher, 1);
    for (int id = 2; next.parent().isEmpty(); id++) {
      searcher.told(next, Outcome.Scored.of(id));
      next = ask(searcher, id);
    }
    assertPromotion(next, known, 3);
  }

  @Test
  void bracketsMayBeRepeatedAThousandTimes() {
    assertThat(HyperbandSearcher.skipped(1000, 1000, 31)).isEqualTo(1);
    assertThat(HyperbandSearcher.skipped(Long.MAX_VALUE / 2, 1000, 31)).isBetween(0, 30);
  }

  /** A curve falls towards a loss that the params decide; how fast, they decide too. */
  private static double loss(SimulatedStudy study, Trial trial) {
    double speed = 1 + Math.abs(trial.params().real("x0"));
    return study.distance(trial.params()) + 2 / (1 + speed * trial.budget());
  }

  /** The least loss seen, after a total budget of ten full trials. */
  private static double best(String algorithm, String settings, long seed) {
    SimulatedStudy study = new SimulatedStudy(Spaces.of("reals"), seed, 10_000, 1);
    Searcher searcher =
        Searchers.create(
            algorithm,
            new SearchContext(study.space(), seed, 1000, 1, SimulatedStudy.BUDGET, LOSS),
            Sections.resolved(settings, "search." + algorithm));
    List<Trial> trials = new ArrayList<>();
    double best = Double.POSITIVE_INFINITY;
    for (int left = 10 * SimulatedStudy.BUDGET; left > 0; ) {
      Trial trial = ask(searcher, trials.size());
      trials.add(trial);
      left -= trial.budget();
      left += trial.parent().isPresent() ? trials.get(trial.parent().getAsInt()).budget() : 0;
      best = Math.min(best, loss(study, trial));
      searcher.told(trial, Outcome.Scored.of(loss(study, trial)));
    }
    return best;
  }

  @ParameterizedTest
  @ValueSource(strings = {"asha", "bohb", "hyperband"})
  void moreIsFoundForTheSameBudgetThanByRandomSearch(String algorithm) {
    double[] random = LongStream.range(0, 20).mapToDouble(s -> best("random", "", s)).toArray();
    for (String searcher : List.of("", "searcher = random")) {
      double[] ours =
          LongStream.range(0, 20).mapToDouble(s -> best(algorithm, searcher, s)).toArray();
      assertThat(BetterThanRandomTest.probabilityOfNoBetter(ours, random)).isLessThan(0.01);
    }
  }
}
