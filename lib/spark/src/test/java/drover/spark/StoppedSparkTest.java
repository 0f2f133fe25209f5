package drover.spark;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import drover.core.Attempt;
import drover.core.TrialRun;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.apache.spark.api.java.JavaSparkContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The end of Spark is not the trials' fault. */
@Timeout(120)
final class StoppedSparkTest {

  @TempDir Path folder;

  @Test
  void theRunnerIsBrokenForRunningTrialsAndForLaterOnes() throws Exception {
    JavaSparkContext spark = ScriptedStudy.spark("local[1]", Map.of());
    try (SparkTrialRunner runner =
        new ScriptedStudy(false, Reporting.EACH_ANSWERED).runner(spark, folder)) {
      Path pid = folder.resolve("pid");
      CompletableFuture<TrialRun> running = start(runner, 1, pid);
      CompletableFuture<TrialRun> waiting = start(runner, 2, folder.resolve("never"));
      TrialRunnerContract.awaitText(pid);
      spark.stop();
      CompletableFuture<TrialRun> later = start(runner, 3, folder.resolve("never"));
      for (CompletableFuture<TrialRun> run : List.of(running, waiting, later)) {
        assertThatThrownBy(run::get)
            .isInstanceOf(ExecutionException.class)
            .hasMessageContaining("SparkContext");
      }
    }
  }

  private static CompletableFuture<TrialRun> start(SparkTrialRunner runner, int id, Path path) {
    return runner.start(new Attempt(Trials.acting(id, "hang", path), 0), executor -> {});
  }
}
