package drover.core.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
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
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What the files of a study say that wants a small loss and a small size. */
class SeveralGoalsTest {

  private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");
  private static final Goal LOSS = new Goal("log-loss", false);
  private static final Goal SIZE = new Goal("size", false);

  @SafeVarargs
  private static StudyState state(List<Goal> goals, List<Double>... losses) {
    List<Event> events = new ArrayList<>();
    events.add(new Event.Opened(NOON, "0.1.0", "digits", 7, 2, goals, "{}"));
    for (int id = 0; id < losses.length; id++) {
      Params params = new Params(Map.of("units", 64L + id));
      events.add(new Event.Asked(new Trial(id, params, 8, Note.EMPTY), 0));
      Map<String, Double> metrics = Map.of("log-loss", losses[id].get(0));
      events.add(new Event.Told(id, 1, run(new Outcome.Scored(losses[id], metrics))));
    }
    return StudyState.of(events);
  }

  private static TrialRun run(Outcome outcome) {
    return new TrialRun(outcome, List.of(), "driver", NOON, Duration.ofSeconds(1), false);
  }

  @Test
  void theStatusHasTheFrontAndItsHypervolume() {
    StudyState state =
        state(List.of(LOSS, SIZE), List.of(0.25, 10.0), List.of(0.5, 20.0), List.of(0.125, 30.0));
    ObjectNode status = StatusJson.of(state, List.of(), NOON);
    assertThat(status.get("front").toString())
        .isEqualTo(
            "[{\"trial\":2,\"losses\":[0.125,30.0],\"metrics\":{\"log-loss\":0.125},"
                + "\"params\":{\"units\":66}},"
                + "{\"trial\":0,\"losses\":[0.25,10.0],\"metrics\":{\"log-loss\":0.25},"
                + "\"params\":{\"units\":64}}]");
    assertThat(status.get("hypervolume").asDouble()).isEqualTo(0.25 * 20);
    assertThat(status.get("reference").toString()).isEqualTo("[0.5,30.0]");
    assertThat(status.at("/best/trial").asInt(-1)).isEqualTo(2);
  }

  @Test
  void aStudyOfOneGoalHasNoFront() {
    StudyState state = state(List.of(LOSS), List.of(0.25), List.of(0.5));
    ObjectNode status = StatusJson.of(state, List.of(), NOON);
    assertThat(status.has("front")).isFalse();
    assertThat(status.has("hypervolume")).isFalse();
    assertThat(TrialsCsv.of(state)).startsWith("trial,state,loss,metric.log-loss,");
  }

  @Test
  void trialsSayWhetherTheyAreOnTheFront() {
    StudyState state = state(List.of(LOSS, SIZE), List.of(0.25, 10.0), List.of(0.5, 20.0));
    assertThat(TrialsCsv.of(state))
        .contains("trial,state,loss,front,", "0,scored,0.25,true,", "1,scored,0.5,false,");
  }
}
