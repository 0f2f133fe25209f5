package drover.spark;

import static org.assertj.core.api.Assertions.assertThat;

import drover.core.Outcome;
import drover.core.TrialRun;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class LaunchTest {

  private final List<String> told = new ArrayList<>();
  private final Launch launch = new Launch(told::add);

  @Test
  void aStartThatSparkTellsLateHasBeenToldAlready() {
    launch.ended(run("1 (a)"));
    launch.began(1, "1 (a)");
    assertThat(told).containsExactly("1 (a)");
  }

  @Test
  void aRetryIsAStartOfItsOwn() {
    launch.began(1, "1 (a)");
    launch.began(2, "2 (b)");
    launch.ended(run("2 (b)"));
    assertThat(told).containsExactly("1 (a)", "2 (b)");
  }

  @Test
  void nothingIsToldAfterTheEnd() {
    launch.close();
    launch.began(1, "1 (a)");
    assertThat(told).isEmpty();
  }

  @Test
  void aLostExecutorIsAFaultWithItsReason() {
    launch.began(1, "1 (a)");
    TrialRun run =
        launch.lost(
            new IllegalStateException(
                "Job aborted due to stage failure: Task 0 in stage 0.0 failed 4 times, most recent"
                    + " failure: Lost task 0.3 in stage 0.0 (TID 3) (a executor 1):"
                    + " ExecutorLostFailure (executor 1 exited caused by one of the running tasks)"
                    + " Reason: Command exited with code 137\nDriver stacktrace:"));
    assertThat(run.outcome())
        .isEqualTo(new Outcome.Failed("executor lost: Command exited with code 137"));
    assertThat(run.fault()).isTrue();
    assertThat(run.executor()).isEqualTo("1 (a)");
  }

  @Test
  void anythingElseThatSparkGivesUpSaysWhy() {
    TrialRun run = launch.lost(new IllegalStateException("Job 3 cancelled\nby someone"));
    assertThat(run.outcome()).isEqualTo(new Outcome.Failed("given up by Spark: Job 3 cancelled"));
    assertThat(run.fault()).isTrue();
  }

  private static TrialRun run(String executor) {
    return new TrialRun(
        Outcome.Scored.of(0), false, List.of(), executor, Instant.now(), Duration.ZERO, false);
  }
}
