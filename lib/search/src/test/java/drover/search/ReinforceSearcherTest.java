package drover.search;

import static org.assertj.core.api.Assertions.assertThat;

import drover.core.Outcome;
import drover.core.Randomness;
import drover.core.Trial;
import drover.core.space.SearchSpace;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReinforceSearcherTest {

  /** Arms that pay differently under noise; the number beside them does not matter. */
  private static final SearchSpace BANDIT =
      Spaces.space(
          Spaces.choice("arm", "a", "b", "c", "d", "e"), Spaces.real("nothing", 0, 1, false));

  private static Outcome pull(Trial trial) {
    double noise = 0.5 * Randomness.gaussian(Randomness.of(3, trial.id(), "noise"));
    return Outcome.Scored.of("ebdca".indexOf(trial.params().text("arm")) + noise);
  }

  @Test
  void itSettlesOnTheArmThatPaysBest() {
    for (long seed = 0; seed < 5; seed++) {
      SimulatedStudy study = new SimulatedStudy(BANDIT, seed, 200, 4);
      List<Trial> trials =
          SimulatedStudy.trials(
              study.run(study.searcher("reinforce"), ReinforceSearcherTest::pull));
      assertThat(trials.subList(0, 30).stream().map(trial -> trial.params().text("arm")).distinct())
          .as("first it explores")
          .hasSizeGreaterThan(3);
      assertThat(trials.subList(150, 200).stream().map(trial -> trial.params().text("arm")))
          .filteredOn(arm -> arm.equals("e"))
          .as("in the end it exploits")
          .hasSizeGreaterThan(40);
    }
  }
}
