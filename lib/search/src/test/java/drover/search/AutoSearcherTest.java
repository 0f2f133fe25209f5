package drover.search;

import static org.assertj.core.api.Assertions.assertThat;

import drover.core.Goal;
import drover.core.Note;
import drover.core.Outcome;
import drover.core.SearchContext;
import drover.core.Searcher;
import drover.core.Trial;
import drover.core.config.Sections;
import drover.core.space.SearchSpace;
import drover.search.AutoSearcher.Stage;
import java.util.List;
import org.junit.jupiter.api.Test;

class AutoSearcherTest {

  private static final Goal LOSS = new Goal("loss", false);
  private static final Goal SECONDS = new Goal("seconds", false);

  private static SearchContext context(SearchSpace space, int trials, int window, Goal... goals) {
    return new SearchContext(space, 3, trials, window, 1, List.of(goals));
  }

  private static Searcher auto(SearchContext context) {
    return Searchers.create("auto", context, Sections.resolved("{}", "search.auto"));
  }

  private static List<String> algorithms(SearchContext context) {
    return AutoRules.stages(context).stream().map(Stage::algorithm).toList();
  }

  @Test
  void itIsTheDefault() {
    assertThat(Sections.resolved("{}", "search").text("algorithm")).isEqualTo("auto");
  }

  @Test
  void theStudyDecidesTheAlgorithm() {
    SearchSpace few = Spaces.of("conditional");
    assertThat(algorithms(context(few, 1000, 8, LOSS))).containsExactly("gp");
    assertThat(algorithms(context(few, 1001, 8, LOSS))).containsExactly("gp", "genetic");
    assertThat(algorithms(context(few, 100, 65, LOSS))).containsExactly("tpe");
    assertThat(algorithms(context(Spaces.box(61, 0, 1), 100, 8, LOSS))).containsExactly("genetic");
    assertThat(algorithms(context(few, 100, 8, LOSS, SECONDS))).containsExactly("nsga2");
  }

  @Test
  void itSaysWhatItChoseAndWhyInWordsAndInTheFirstTrial() {
    Searcher auto = auto(context(Spaces.of("reals"), 2000, 1, LOSS));
    assertThat(auto.about())
        .isEqualTo(
            "gp, makes the most of few trials;"
                + " from trial 1000 genetic, thinks little about each of many");
    assertThat(auto.propose(0).orElseThrow().note().find(Note.REASON))
        .contains("gp, makes the most of few trials");
  }

  @Test
  void severalGoalsAreSearched() {
    Searcher auto = auto(context(Spaces.of("reals"), 20, 1, LOSS, SECONDS));
    for (int id = 0; id < 20; id++) {
      Trial trial = auto.propose(id).orElseThrow();
      auto.asked(trial);
      auto.told(
          trial, new Outcome.Scored(List.of((double) id, 1.0 / (id + 1)), java.util.Map.of()));
    }
  }

  /** The second stage goes on with the best that the first one found. */
  @Test
  void aNewStageLearnsFromAllTrialsBefore() {
    SearchSpace space = Spaces.box(3, 0, 1);
    SimulatedStudy study = new SimulatedStudy(space, 3, 2000, 1);
    SearchContext context = context(space, 2000, 1, LOSS);
    Searcher auto = auto(context);
    Searcher random = Searchers.create("random", context, Sections.resolved("{}", "search.random"));
    for (int id = 0; id < 1000; id++) {
      Trial trial = random.propose(id).orElseThrow();
      random.asked(trial);
      auto.asked(trial);
      auto.told(trial, Outcome.Scored.of(study.distance(trial.params())));
    }
    Trial first = auto.propose(1000).orElseThrow();
    assertThat(first.note().find(Note.REASON))
        .contains("genetic, thinks little about each of many");
    double sum = 0;
    for (int id = 1000; id < 1020; id++) {
      Trial trial = auto.propose(id).orElseThrow();
      sum += study.distance(trial.params());
      auto.asked(trial);
      auto.told(trial, Outcome.Scored.of(study.distance(trial.params())));
    }
    assertThat(sum / 20).isLessThan(0.4); // random points are 0.9 away on average
  }
}
