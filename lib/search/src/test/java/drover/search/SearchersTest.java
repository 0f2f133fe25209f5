package drover.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import drover.core.Goal;
import drover.core.SearchContext;
import drover.core.config.Mistakes;
import drover.core.config.Section;
import drover.core.config.Sections;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SearchersTest {

  private static final Goal ACCURACY = new Goal("accuracy", true);

  private static List<String> mistakes(String algorithm, String settings, Goal... goals) {
    Mistakes mistakes = new Mistakes();
    Section section = Sections.checking(settings, "search." + algorithm, mistakes);
    section.oneOf("algorithm", Searchers.names());
    Searchers.create(
        algorithm, new SearchContext(Spaces.of("reals"), 0, 15, 2, 27, List.of(goals)), section);
    Sections.finish(section);
    return mistakes.found();
  }

  @Test
  void namesAreSorted() {
    assertThat(Searchers.names()).contains("genetic", "q-learning", "random", "tpe").isSorted();
  }

  @Test
  void anUnknownAlgorithmIsRefused() {
    assertThatThrownBy(() -> mistakes("annealing", "algorithm = random", ACCURACY))
        .hasMessageContaining("no search algorithm 'annealing'");
  }

  @Test
  void defaultsAreAllowed() {
    for (String algorithm : Searchers.names()) {
      assertThat(mistakes(algorithm, "algorithm = " + algorithm, ACCURACY)).isEmpty();
    }
  }

  @Test
  void aPopulationLargerThanTheStudyIsAMistake() {
    assertThat(mistakes("genetic", "algorithm = genetic, population = 16", ACCURACY))
        .singleElement()
        .asString()
        .contains("population: 16 is more than the study's 15 trials");
    assertThat(mistakes("genetic", "algorithm = genetic, population = 15", ACCURACY)).isEmpty();
    assertThat(mistakes("tpe", "algorithm = tpe, startup = 16", ACCURACY)).hasSize(1);
    assertThat(mistakes("spsa", "algorithm = spsa, design = 16", ACCURACY)).hasSize(1);
  }

  @Test
  void aGenerationLargerThanTheStudyIsAMistake() {
    assertThat(mistakes("cma-es", "algorithm = cma-es, offspring = 16", ACCURACY))
        .singleElement()
        .asString()
        .contains("offspring: 16 is more than the study's 15 trials");
    assertThat(mistakes("cma-es", "algorithm = cma-es, offspring = 15", ACCURACY)).isEmpty();
  }

  @Test
  void settingsOutOfRangeAndUnknownOnesAreMistakes() {
    assertThat(mistakes("cma-es", "algorithm = cma-es, sigma = 0", ACCURACY)).hasSize(1);
    assertThat(
            mistakes(
                "evolution-strategies", "algorithm = evolution-strategies, pairs = 0", ACCURACY))
        .hasSize(1);
    assertThat(mistakes("spsa", "algorithm = spsa, gain = 2", ACCURACY)).hasSize(1);
    assertThat(mistakes("genetic", "algorithm = genetic, elitism = 1.5", ACCURACY)).hasSize(1);
    assertThat(mistakes("gp", "algorithm = gp, design = 0", ACCURACY)).hasSize(1);
    assertThat(
            mistakes(
                "differential-evolution",
                "algorithm = differential-evolution, population = 3",
                ACCURACY))
        .hasSize(1);
    assertThat(mistakes("evolution", "algorithm = evolution, step = 0.6", ACCURACY)).hasSize(1);
    assertThat(mistakes("grid", "algorithm = grid, resolution = 0", ACCURACY)).hasSize(1);
    assertThat(mistakes("particle-swarm", "algorithm = particle-swarm, kappa = 2", ACCURACY))
        .hasSize(1);
    assertThat(mistakes("q-learning", "algorithm = q-learning, alpha = -1", ACCURACY)).hasSize(1);
    assertThat(mistakes("random", "algorithm = random, population = 3", ACCURACY)).hasSize(1);
  }

  @Test
  void severalGoalsAreAMistakeUnlessTheAlgorithmTakesThem() {
    Goal seconds = new Goal("seconds", false);
    Set<String> takeThem = Set.of("auto", "grid", "nsga2", "random", "sobol");
    for (String algorithm : Searchers.names()) {
      List<String> found = mistakes(algorithm, "algorithm = " + algorithm, ACCURACY, seconds);
      if (takeThem.contains(algorithm)) {
        assertThat(found).isEmpty();
      } else {
        assertThat(found)
            .singleElement()
            .asString()
            .contains("algorithm: " + algorithm + " takes one goal; the study has 2");
      }
    }
  }
}
