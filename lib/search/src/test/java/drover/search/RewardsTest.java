package drover.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import drover.core.Note;
import drover.core.Outcome;
import drover.core.Params;
import drover.core.Trial;
import org.junit.jupiter.api.Test;

class RewardsTest {

  private static Ranked ranked(int id, Outcome outcome) {
    return Ranked.of(new Trial(id, Params.EMPTY, 1, Note.EMPTY), outcome).orElseThrow();
  }

  @Test
  void rewardsFollowRanksOnly() {
    Ranked good = ranked(0, Outcome.Scored.of(-3));
    Ranked bad = ranked(1, Outcome.Scored.of(1e9));
    Ranked equal = ranked(2, Outcome.Scored.of(-3));
    Ranked pruned = ranked(3, new Outcome.Pruned(-100));
    Ranked infeasible = ranked(4, new Outcome.Infeasible("NaN"));
    Rewards rewards = new Rewards(2);
    for (Ranked trial : new Ranked[] {pruned, good, infeasible, bad, equal}) {
      rewards.add(trial);
    }
    assertThat(rewards.of(good)).isCloseTo(0.9 * 0.9, within(1e-12));
    assertThat(rewards.of(equal)).isEqualTo(rewards.of(good));
    assertThat(rewards.of(bad)).isCloseTo(0.5 * 0.5, within(1e-12));
    assertThat(rewards.of(pruned)).isCloseTo(0.3 * 0.3, within(1e-12));
    assertThat(rewards.of(infeasible)).isCloseTo(0.1 * 0.1, within(1e-12));
  }
}
