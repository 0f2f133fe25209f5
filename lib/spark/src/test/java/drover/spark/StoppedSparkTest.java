package drover.spark;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import drover.core.Goal;
import drover.core.ObjectiveSpec;
import drover.core.TrialRun;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
    Map<String, String> settings = Map.of("spark.master", "local[1]", "spark.ui.enabled", "false");
    JavaSparkContext spark =
        SparkContexts.start("test", settings, Optional.empty(), Resources.NONE);
    ObjectiveSpec spec =
        new ObjectiveSpec(
            ScriptedObjective.class.getName(),
            "{}",
            "objective.scripted",
            List.of(new Goal("value", false)),
            7,
            List.of());
    try (SparkTrialRunner runner =
        new SparkTrialRunner(
            spark,
            "digits",
            spec,
            false,
            SparkTrialRunnerContract.WORKERS,
            Reporting.EACH_ANSWERED,
            folder.toUri())) {
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
    return runner.start(Trials.acting(id, "hang", path), 0, executor -> {});
  }
}
