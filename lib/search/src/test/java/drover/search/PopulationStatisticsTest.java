package drover.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import drover.core.Note;
import drover.core.Outcome;
import drover.core.Params;
import drover.core.Trial;
import drover.core.space.SearchSpace;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PopulationStatisticsTest {

  private static final SearchSpace SPACE =
      Spaces.space(Spaces.real("x", 0, 10, false), Spaces.choice("c", "a", "b"));

  private final Map<Trial, Outcome> outcomes = new LinkedHashMap<>();

  private void add(double x, String c, Outcome outcome) {
    Params params = new Params(Map.of("x", x, "c", c));
    outcomes.put(new Trial(outcomes.size(), params, 1, Note.EMPTY), outcome);
  }

  @Test
  void theBestScoredTrialsAreTheWholePopulation() {
    add(0, "a", Outcome.Scored.of(3));
    add(5, "b", new Outcome.Infeasible("NaN"));
    add(5, "b", new Outcome.Pruned(0.5));
    add(5, "b", Outcome.Scored.of(9));
    add(4, "b", Outcome.Scored.of(1));

    PopulationStatistics two = PopulationStatistics.of(SPACE, outcomes, 2).orElseThrow();
    assertThat(two.size()).isEqualTo(2);
    assertThat(two.best()).isEqualTo(1);
    assertThat(two.mean()).isEqualTo(2);
    assertThat(two.spread()).isEqualTo(1);
    assertThat(two.diversity()).isCloseTo((0.4 + 1) / 2, within(1e-12));
    assertThat(PopulationStatistics.of(SPACE, outcomes, 10).orElseThrow().size()).isEqualTo(3);
  }

  @Test
  void oneTrialHasNoSpreadAndNoDiversity() {
    add(0, "a", Outcome.Scored.of(3));
    assertThat(PopulationStatistics.of(SPACE, outcomes, 5))
        .contains(new PopulationStatistics(1, 3, 3, 0, 0));
  }

  @Test
  void nothingScoredHasNoStatistics() {
    add(0, "a", new Outcome.Failed("lost"));
    assertThat(PopulationStatistics.of(SPACE, outcomes, 5)).isEmpty();
  }
}
