package drover.core.report;

import static org.assertj.core.api.Assertions.assertThat;

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
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class ScheduleTest {

  private final StudyState state = new StudyState();

  private void trial(int id, int budget, int parent, double rate, double loss) {
    OptionalInt from = parent < 0 ? OptionalInt.empty() : OptionalInt.of(parent);
    Params params = new Params(Map.of("training.rate", rate));
    state.apply(new Event.Asked(new Trial(id, params, budget, from, Note.EMPTY), id));
    Outcome outcome = Outcome.Scored.of(loss);
    state.apply(
        new Event.Told(
            id,
            1,
            new TrialRun(outcome, List.of(), "driver", Instant.EPOCH, Duration.ZERO, false)));
  }

  /** The second lineage took over the first one after two steps. */
  @Test
  void theBestTrialsLineageIsAScheduleOfItsParams() {
    trial(0, 2, -1, 0.1, 0.5);
    trial(1, 2, -1, 0.2, 0.9);
    trial(2, 4, 0, 0.1, 0.4);
    trial(3, 4, 0, 0.08, 0.3);
    trial(4, 6, 2, 0.1, 0.35);
    trial(5, 6, 3, 0.064, 0.2);

    Schedule schedule = Schedule.of(state).orElseThrow();
    assertThat(schedule.csv())
        .isEqualTo(
            """
            trial,from,to,param.training.rate
            0,0,2,0.1
            3,2,4,0.08
            5,4,6,0.064
            """);
    assertThat(schedule.text())
        .isEqualTo(
            """
            Schedule:
              from 0: rate=0.1
              from 2: rate=0.08
              from 4: rate=0.064
            """);
  }

  @Test
  void paramsThatNeverChangeAreNoSchedule() {
    assertThat(Schedule.of(state)).isEmpty();
    trial(0, 1, -1, 0.1, 0.5);
    assertThat(Schedule.of(state)).isEmpty();
    trial(1, 3, 0, 0.1, 0.4);
    assertThat(Schedule.of(state)).as("promoted with the same params").isEmpty();
  }
}
