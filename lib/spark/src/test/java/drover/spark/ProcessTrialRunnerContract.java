package drover.spark;

import static org.assertj.core.api.Assertions.assertThat;

import drover.core.Cause;
import drover.core.TrialRun;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** What worker processes are for, on any master. */
abstract class ProcessTrialRunnerContract extends SparkTrialRunnerContract {

  ProcessTrialRunnerContract(String master) {
    super(master, true);
  }

  @Test
  void aDeadWorkerIsACrashAndTheNextTrialRuns() throws Exception {
    TrialRun run = run(Trials.acting(80, "die"));
    assertThat(cause(run)).isEqualTo(Cause.CRASH);
    assertThat(run.executor()).matches(executor());
    assertThat(run(Trials.scoring(81, 0.5)).outcome().isScored()).isTrue();
  }

  @Test
  void aCancelledTrialEndsItsWorker() throws Exception {
    Path pid = folder.resolve("pid");
    CompletableFuture<TrialRun> run = start(Trials.acting(82, "hang", pid));
    ProcessHandle worker = ProcessHandle.of(Long.parseLong(awaitText(pid))).orElseThrow();
    assertThat(worker.pid()).isNotEqualTo(ProcessHandle.current().pid());
    run.cancel(true);
    worker.onExit().get();
  }
}
