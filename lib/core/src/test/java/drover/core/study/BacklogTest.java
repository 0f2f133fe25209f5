package drover.core.study;

import static org.assertj.core.api.Assertions.assertThat;

import drover.core.Goal;
import drover.core.Note;
import drover.core.Outcome;
import drover.core.Params;
import drover.core.Trial;
import drover.core.TrialRun;
import drover.core.journal.Event;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

final class BacklogTest {

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

  @Test
  void theShorterTheTrialsTheMoreOfThemWait() {
    assertThat(limit(Duration.ofMinutes(1), 16)).isEqualTo(16);
    assertThat(limit(Duration.ofSeconds(1), 16)).isEqualTo(18);
    assertThat(limit(Duration.ofMillis(500), 16)).isEqualTo(21);
    assertThat(limit(Duration.ofSeconds(30), 256)).isEqualTo(277);
    assertThat(limit(Duration.ofSeconds(1), 256)).isEqualTo(512);
    assertThat(limit(Duration.ofSeconds(1), 4)).isEqualTo(4);
    assertThat(limit(Duration.ofMillis(1), 4)).isEqualTo(16);
    assertThat(limit(Duration.ofMillis(1), 20)).isEqualTo(40);
  }

  @Test
  void noneWaitsWhereTheSearchTakesLongerThanTheTrials() {
    Backlog backlog = new Backlog(plan(OptionalInt.empty(), 1000), 1);
    StudyState state = StudyState.of(events(Duration.ofMillis(5)));
    assertThat(backlog.limit(state, 4)).isEqualTo(16);
    backlog.proposed(1_000_000);
    assertThat(backlog.limit(state, 4)).isEqualTo(16);
    for (int i = 0; i < 20; i++) {
      backlog.proposed(50_000_000);
    }
    assertThat(backlog.limit(state, 4)).isEqualTo(4);
  }

  private static int limit(OptionalInt fixed, int max, int slots) {
    return limit(fixed, max, slots, List.of());
  }

  /** The limit after fifty trials that took so long each. */
  private static int limit(Duration each, int slots) {
    return limit(OptionalInt.empty(), 1000, slots, events(each));
  }

  private static List<Event> events(Duration each) {
    TrialRun run =
        new TrialRun(
            new Outcome.Scored(List.of(0.0), Map.of()), List.of(), "1", Instant.EPOCH, each, false);
    List<Event> events = new ArrayList<>();
    for (int id = 0; id < 50; id++) {
      events.add(new Event.Asked(new Trial(id, new Params(Map.of()), 1, Note.EMPTY), id));
      events.add(new Event.Told(id, 1, run));
    }
    return events;
  }

  private static int limit(OptionalInt fixed, int max, int slots, List<Event> events) {
    return new Backlog(plan(fixed, max), 1).limit(StudyState.of(events), slots);
  }

  private static StudyPlan plan(OptionalInt fixed, int max) {
    return new StudyPlan(
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
  }
}
