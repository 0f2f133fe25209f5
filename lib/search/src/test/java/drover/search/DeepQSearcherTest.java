package drover.search;

import static org.assertj.core.api.Assertions.assertThat;

import drover.core.Outcome;
import drover.core.Params;
import drover.core.Trial;
import drover.core.space.SearchSpace;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DeepQSearcherTest {

  @Test
  void anActionIsPositionsAndOptionsAndZerosForWhatIsInactive() {
    ActionEncoding encoding = new ActionEncoding(Spaces.of("nested"));
    Params params = new Params(Map.of("model", "large", "width", 4L, "shape", "flat"));
    // model: small, none, large; size; width; shape: flat, deep; depth
    assertThat(encoding.encode(params, 7))
        .containsExactly(0, 0, 1, 0, 2 * (2.5 / 3) - 1, 1, 0, 0, 7);
    assertThat(encoding.size()).isEqualTo(8);
  }

  /** Beside a number that does not matter, one option of five pays. */
  @Test
  void itSettlesOnTheOptionThatPays() {
    SearchSpace bandit =
        Spaces.space(
            Spaces.choice("arm", "a", "b", "c", "d", "e"), Spaces.real("nothing", 0, 1, false));
    for (long seed = 0; seed < 3; seed++) {
      SimulatedStudy study = new SimulatedStudy(bandit, seed, 120, 2);
      List<Trial> trials =
          SimulatedStudy.trials(
              study.run(
                  study.searcher("deep-q"),
                  trial -> Outcome.Scored.of(trial.params().text("arm").equals("d") ? 0 : 1)));
      assertThat(trials.subList(70, 120).stream().map(trial -> trial.params().text("arm")))
          .filteredOn(arm -> arm.equals("d"))
          .hasSizeGreaterThan(35);
    }
  }
}
