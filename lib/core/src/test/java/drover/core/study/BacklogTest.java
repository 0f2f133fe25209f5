package drover.core.study;

import static org.assertj.core.api.Assertions.assertThat;

import drover.core.Goal;
import drover.core.journal.Event;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

final class BacklogTest {

  private static final List<Event> NOTHING = List.of();

  @Test
  void autoTakesWhatTheRunnerWantsUpToItsMost() {
    assertThat(limit(OptionalInt.empty(), 50, 40)).isEqualTo(40);
    assertThat(limit(OptionalInt.empty(), 50, 60)).isEqualTo(50);
    assertThat(limit(OptionalInt.empty(), 50, Integer.MAX_VALUE)).isEqualTo(50);
  }

  @Test
  void aNumberIsTakenWhateverTheRunnerWants() {
    assertThat(limit(OptionalInt.of(7), 5, 40)).isEqualTo(7);
  }

  private static int limit(OptionalInt fixed, int max, int slots) {
    StudyPlan plan =
        new StudyPlan(
            "s",
            1,
            List.of(new Goal("loss", false)),
            "{}",
            100,
            Optional.empty(),
            new Parallelism(fixed, max),
            Order.ARRIVAL,
            Policies.DEFAULT,
            OptionalDouble.empty(),
            Optional.empty(),
            1);
    return new Backlog(plan, 1).limit(StudyState.of(NOTHING), slots);
  }
}
