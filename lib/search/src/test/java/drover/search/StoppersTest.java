package drover.search;

import static org.assertj.core.api.Assertions.assertThat;

import drover.core.Goal;
import drover.core.Note;
import drover.core.Params;
import drover.core.SearchContext;
import drover.core.Stopper;
import drover.core.Trial;
import drover.core.config.Mistakes;
import drover.core.config.Section;
import drover.core.config.Sections;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class StoppersTest {

  private final Mistakes mistakes = new Mistakes();

  private Optional<Stopper> create(String search, int budget) {
    Section section = Sections.checking(search, "search", mistakes);
    SearchContext context =
        new SearchContext(
            Spaces.of("reals"), 0, 15, 2, budget, List.of(new Goal("accuracy", true)));
    Optional<Stopper> stopper = Stoppers.create(context, section);
    Sections.finish(section);
    return stopper;
  }

  private static Trial trial(int id) {
    return new Trial(id, Params.EMPTY, 9, Note.EMPTY);
  }

  /** A trial reports these losses from step 1 on. */
  private static void learn(Stopper stopper, int id, double... losses) {
    for (int i = 0; i < losses.length; i++) {
      stopper.learn(trial(id), i + 1, losses[i]);
    }
  }

  /** Whether a trial stops that reported these losses from step 1 on. */
  private static boolean stops(Stopper stopper, int id, double... losses) {
    NavigableMap<Integer, Double> curve = new TreeMap<>();
    for (int i = 0; i < losses.length; i++) {
      curve.put(i + 1, losses[i]);
    }
    return stopper.stops(trial(id), curve);
  }

  @Test
  void byDefaultThereIsNone() {
    assertThat(create("", 27)).isEmpty();
    assertThat(create("stopper = none", 27)).isEmpty();
    assertThat(mistakes.found()).isEmpty();
  }

  @Test
  void defaultsAreAllowed() {
    for (String name : Stoppers.names()) {
      assertThat(create("stopper = " + name, 27)).isPresent();
      assertThat(create("stopper { " + name + " {} }", 27)).isPresent();
    }
    assertThat(mistakes.found()).isEmpty();
  }

  @Test
  void settingsOutOfRangeAndUnknownOnesAreMistakes() {
    create("stopper { median { grace = -1, patience = 3 } }", 27);
    assertThat(mistakes.found()).hasSize(2);
  }

  /** Running averages at step 2 are 2, 3 and 7: the median is 3. */
  @Test
  void medianComparesTheBestLossWithTheOthersRunningAverages() {
    Stopper stopper = create("stopper { median { grace = 1, trials = 3 } }", 27).orElseThrow();
    learn(stopper, 0, 3, 1);
    learn(stopper, 1, 4, 2);
    assertThat(stops(stopper, 9, 9, 9)).as("two others are too few").isFalse();
    learn(stopper, 2, 8, 6, 5);
    assertThat(stops(stopper, 9, 9)).as("in the grace period").isFalse();
    assertThat(stops(stopper, 9, 9, 3.1)).isTrue();
    assertThat(stops(stopper, 9, 9, 3)).isFalse();
    assertThat(stops(stopper, 9, 2.9, 9)).as("its best counts").isFalse();
    assertThat(stops(stopper, 9, 9, 9, 9)).as("one other reached step 3").isFalse();
  }

  /** Averages at step 2 are 2, 3, 7 and its own 8, which does not count. */
  @Test
  void medianLeavesOutTheTrialItself() {
    Stopper stopper = create("stopper { median { grace = 1, trials = 3 } }", 27).orElseThrow();
    learn(stopper, 0, 3, 1);
    learn(stopper, 9, 12, 4);
    learn(stopper, 1, 4, 2);
    assertThat(stops(stopper, 9, 12, 4)).isFalse();
    learn(stopper, 2, 8, 6);
    assertThat(stops(stopper, 9, 12, 4)).isTrue();
  }

  /** Averages 1, 2, 4 and 5: the median is 3. */
  @Test
  void medianOfAnEvenNumberLiesBetweenTheMiddleTwo() {
    Stopper stopper = create("stopper { median { grace = 0, trials = 1 } }", 27).orElseThrow();
    learn(stopper, 0, 5);
    learn(stopper, 1, 1);
    learn(stopper, 2, 4);
    learn(stopper, 3, 2);
    assertThat(stops(stopper, 9, 3.1)).isTrue();
    assertThat(stops(stopper, 9, 2.9)).isFalse();
  }

  @Test
  void patienceEndsWithTheStepsWithoutImprovement() {
    Stopper stopper =
        create("stopper { patience { steps = 2, min-delta = 0.1 } }", 27).orElseThrow();
    assertThat(stops(stopper, 0, 5)).isFalse();
    assertThat(stops(stopper, 0, 5, 6)).isFalse();
    assertThat(stops(stopper, 0, 5, 6, 5)).isTrue();
    assertThat(stops(stopper, 0, 5, 4.95, 4.92)).as("smaller steps than 0.1").isTrue();
    assertThat(stops(stopper, 0, 5, 4.95, 4.85)).as("better than the best by 0.15").isFalse();
    assertThat(stops(stopper, 0, 5, 4, 3, 4)).isFalse();
    assertThat(stops(stopper, 0, 5, 4, 3, 4, 3)).isTrue();
  }

  /** Rungs at steps 1, 3 and 9, η = 3. */
  @Test
  void ashaLetsTheBestThirdOfARungGoOn() {
    Stopper stopper = create("stopper { asha { min-budget = 1 } }", 9).orElseThrow();
    learn(stopper, 0, 5);
    assertThat(stops(stopper, 0, 5)).isFalse();
    assertThat(stops(stopper, 1, 9)).as("two are too few to tell").isFalse();
    learn(stopper, 1, 9);
    assertThat(stops(stopper, 2, 6)).as("second of three").isTrue();
    assertThat(stops(stopper, 2, 4)).as("first of three").isFalse();
    assertThat(stops(stopper, 2, 5)).as("as good as the first").isFalse();
    learn(stopper, 2, 6);
    assertThat(stops(stopper, 2, 6)).as("it does not count twice").isTrue();
    for (int id = 3; id < 6; id++) {
      learn(stopper, id, id);
    }
    assertThat(stops(stopper, 4, 4)).as("losses are 3, 4, 5, 5, 6 and 9").isFalse();
    assertThat(stops(stopper, 5, 5)).isTrue();
    assertThat(stops(stopper, 5, 5, 99)).as("between two rungs").isFalse();
  }

  /** An objective that reports every second step reaches the rung at 3 with its step 4. */
  @Test
  void ashaTakesTheFirstReportAtOrAfterARung() {
    Stopper stopper = create("stopper { asha { min-budget = 1 } }", 9).orElseThrow();
    for (int id = 0; id < 3; id++) {
      stopper.learn(trial(id), 2, 1);
      stopper.learn(trial(id), 4, id);
    }
    NavigableMap<Integer, Double> curve = new TreeMap<>();
    curve.put(2, 9.0);
    assertThat(stopper.stops(trial(7), curve)).as("the rung at 1 was not seen").isFalse();
    curve.put(4, 1.0);
    assertThat(stopper.stops(trial(7), curve)).isTrue();
    curve.put(4, 0.0);
    assertThat(stopper.stops(trial(7), curve)).isFalse();
  }

  @Test
  void ashaNeedsABudgetOfTwoRungs() {
    create("stopper = asha", 1);
    assertThat(mistakes.found())
        .singleElement()
        .asString()
        .contains("stopper.asha: a full budget of 1");
  }
}
