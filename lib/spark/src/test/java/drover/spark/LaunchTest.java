package drover.spark;

import static org.assertj.core.api.Assertions.assertThat;

import drover.core.Cause;
import drover.core.Outcome;
import drover.core.Report;
import drover.core.TrialRun;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class LaunchTest {

  private static final Report REPORT = new Report(1, Map.of("value", 0.5));

  private Follower follower = new Follower(report -> true);
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
  void aReportIsAStartThatSparkTellsLater() {
    assertThat(follower(true).reported(message(1, "1 (a)", REPORT))).isTrue();
    assertThat(follower.executors).containsExactly("1 (a)");
    assertThat(follower.reports).containsExactly(REPORT);
  }

  @Test
  void reportsOfAnAttemptThatWasGivenUpAreNobodys() {
    Launch followed = follower(true);
    followed.began(1, "1 (a)");
    followed.began(2, "2 (b)");
    assertThat(followed.reported(message(1, "1 (a)", REPORT))).isFalse();
    assertThat(followed.reported(message(2, "2 (b)", REPORT))).isTrue();
    followed.ended(run("2 (b)"));
    assertThat(followed.reported(message(2, "2 (b)", REPORT))).isFalse();
    assertThat(follower.executors).containsExactly("1 (a)", "2 (b)");
    assertThat(follower.reports).containsExactly(REPORT);
  }

  @Test
  void anyReportOfAMessageMayEndTheTrial() {
    Report last = new Report(2, Map.of());
    assertThat(follower(false).reported(message(1, "1 (a)", REPORT, last))).isFalse();
    assertThat(follower.reports).containsExactly(REPORT, last);
  }

  @Test
  void aMessageForNoLaunchEndsItsTrial() throws Exception {
    String message = new ReportMessage(-1, 1, "1 (a)", true, List.of(REPORT)).text();
    assertThat(new ReportsPlugin().driverPlugin().receive(message)).isEqualTo(false);
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
                    + " Reason: Command exited with code 137\nDriver stacktrace:"),
            true);
    assertThat(run.outcome())
        .isEqualTo(
            new Outcome.Failed(
                Cause.EXECUTOR_LOST,
                "executor 1 (a) was lost: Command exited with code 137 (killed; if for memory,"
                    + " raise spark.executor.memoryOverhead)"));
    assertThat(run.executor()).isEqualTo("1 (a)");
  }

  @Test
  void anythingElseThatSparkGivesUpSaysWhy() {
    TrialRun run = launch.lost(new IllegalStateException("Job 3 cancelled\nby someone"), true);
    assertThat(run.outcome())
        .isEqualTo(new Outcome.Failed(Cause.ENVIRONMENT, "given up by Spark: Job 3 cancelled"));
  }

  @Test
  void anEvaluationBeginsAndEndsOnce() {
    Launch followed = follower(true);
    for (boolean now : List.of(true, true, false, false, true)) {
      followed.reported(new ReportMessage(1, 1, "1 (a)", now, List.of()));
    }
    assertThat(follower.executors).containsExactly("1 (a)");
    assertThat(follower.evaluating).containsExactly(true, false, true);
    followed.began(2, "2 (b)");
    followed.reported(new ReportMessage(1, 2, "2 (b)", true, List.of()));
    assertThat(follower.evaluating).containsExactly(true, false, true, true);
  }

  private static ReportMessage message(long task, String executor, Report... reports) {
    return new ReportMessage(1, task, executor, true, List.of(reports));
  }

  private Launch follower(boolean goesOn) {
    follower = new Follower(report -> goesOn || report.step() > 1);
    return new Launch(follower);
  }

  private static TrialRun run(String executor) {
    return new TrialRun(
        Outcome.Scored.of(0), List.of(), executor, Instant.now(), Duration.ZERO, false);
  }
}
