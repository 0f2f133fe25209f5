package drover.core.report;

import static org.assertj.core.api.Assertions.assertThat;

import drover.core.Goal;
import drover.core.Note;
import drover.core.Outcome;
import drover.core.Params;
import drover.core.Trial;
import drover.core.TrialRun;
import drover.core.journal.Event;
import drover.core.study.StudyState;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class StatusJsonTest {

  private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");

  private final StudyState state = new StudyState();

  private void tell(int id, double loss) {
    state.apply(new Event.Asked(new Trial(id, Params.EMPTY, 1, Note.EMPTY), id));
    Outcome outcome = Outcome.Scored.of(loss);
    state.apply(
        new Event.Told(
            id, 1, new TrialRun(outcome, List.of(), "driver", NOON, Duration.ZERO, true)));
  }

  @Test
  void theTestIsTheBestTrialsOrNobodys() {
    List<Goal> goals = List.of(new Goal("loss", false));
    state.apply(new Event.Opened(NOON, "1", "digits", 1, 1, goals, "{}"));
    tell(0, 0.5);
    state.apply(new Event.Tested(0, Map.of("accuracy", 0.75)));
    assertThat(test()).isEqualTo("{\"accuracy\":0.75}");
    assertThat(StudyTable.of(state)).contains("Test: accuracy 0.75");

    tell(1, 0.25); // a study that goes on finds a better one
    assertThat(test()).isEmpty();
    assertThat(StudyTable.of(state)).doesNotContain("Test:");

    state.apply(new Event.Tested(1, Map.of("accuracy", 0.875)));
    assertThat(test()).isEqualTo("{\"accuracy\":0.875}");
  }

  private String test() {
    return StatusJson.of(state, List.of(), NOON).path("test").toString();
  }
}
