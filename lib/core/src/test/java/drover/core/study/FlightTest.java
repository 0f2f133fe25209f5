package drover.core.study;

import static org.assertj.core.api.Assertions.assertThat;

import drover.core.Cause;
import drover.core.Goal;
import drover.core.Note;
import drover.core.Outcome;
import drover.core.Params;
import drover.core.Report;
import drover.core.Trial;
import drover.core.TrialRun;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Launches that are not waited for any more. */
final class FlightTest {

  /** Its slot is to be free after two seconds; the rest is for a busy machine. */
  @Test
  @Timeout(15)
  void aTrialThatHoldsOnAfterItsStopIsLetGoSoon() throws Exception {
    Flight flight = flight((any, losses) -> true);
    flight.started("1 (a)");
    flight.evaluating(true);
    assertThat(flight.reported(report(1))).isFalse();
    Optional<TrialRun> run = flight.overdue(System.nanoTime());
    assertThat(run).isEmpty();
    while (run.isEmpty()) {
      Thread.sleep(20);
      run = flight.overdue(System.nanoTime());
    }
    assertThat(run.get().outcome()).isEqualTo(new Outcome.Pruned(1.0));
    assertThat(run.get().curve()).containsExactly(report(1));
  }

  @Test
  void aTrialThatItsRunnerMovesOnAndOnIsLetGoUnlessItGetsFurther() {
    Flight flight = flight((any, losses) -> false);
    for (int step = 1; step <= 30; step++) {
      flight.started(step + " (a)");
      flight.reported(report(step));
      assertThat(flight.overdue(System.nanoTime())).isEmpty();
    }
    for (int move = 1; move <= 10; move++) {
      flight.started(move + " (b)");
      flight.reported(report(30));
      assertThat(flight.overdue(System.nanoTime())).isEmpty();
    }
    flight.started("11 (b)");
    assertThat(flight.overdue(System.nanoTime()).orElseThrow().outcome())
        .isEqualTo(
            new Outcome.Failed(
                Cause.EXECUTOR_LOST,
                "lost 10 executors in a row without getting further, each pre-empted or with its"
                    + " machine"));
  }

  private static Flight flight(Stopping stopping) {
    Trial trial = new Trial(0, Params.EMPTY, 100, Note.EMPTY);
    return new Flight(trial, new Goal("value", false), Optional.empty(), stopping, executor -> {});
  }

  private static Report report(int step) {
    return new Report(step, Map.of("value", 1.0));
  }
}
