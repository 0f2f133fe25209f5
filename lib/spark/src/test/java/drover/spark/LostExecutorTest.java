package drover.spark;

import static org.assertj.core.api.Assertions.assertThat;

import drover.core.Goal;
import drover.core.ObjectiveSpec;
import drover.core.Outcome;
import drover.core.TrialRun;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.IntStream;
import org.apache.spark.api.java.JavaSparkContext;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Executors that die are Spark's to replace. */
@Timeout(120)
final class LostExecutorTest {

  @TempDir static Path folder;

  private static JavaSparkContext spark;
  private static SparkTrialRunner runner;

  @BeforeAll
  static void start() throws IOException, InterruptedException {
    Map<String, String> settings =
        Map.of(
            "spark.master", "local-cluster[2,1,1024]",
            "spark.ui.enabled", "false",
            "spark.task.maxFailures", "2",
            "spark.executor.memory", "512m",
            "spark.executor.extraClassPath", System.getProperty("java.class.path"));
    spark = SparkContexts.start("test", settings, Optional.empty(), Resources.NONE);
    ObjectiveSpec spec =
        new ObjectiveSpec(
            ScriptedObjective.class.getName(),
            "{}",
            "objective.scripted",
            List.of(new Goal("value", false)),
            7,
            List.of());
    runner =
        new SparkTrialRunner(
            spark,
            "digits",
            spec,
            false,
            SparkTrialRunnerContract.WORKERS,
            Reporting.EACH_ANSWERED,
            folder.toUri());
    runner.awaitExecutors(Duration.ofMinutes(1));
  }

  @AfterAll
  static void stop() {
    runner.close();
    spark.close();
  }

  @Test
  void itsTrialRunsAgainElsewhereAndTheOthersGoOn() throws Exception {
    Path pid = folder.resolve("pid");
    Queue<String> told = new ConcurrentLinkedQueue<>();
    CompletableFuture<TrialRun> run =
        runner.start(Trials.acting(1, "hang-first", pid), 0, told::add);
    List<CompletableFuture<TrialRun>> others = new ArrayList<>();
    IntStream.range(2, 22).forEach(id -> others.add(start(id)));
    long executor = Long.parseLong(TrialRunnerContract.awaitText(pid));
    assertThat(ProcessHandle.of(executor).orElseThrow().destroyForcibly()).isTrue();
    IntStream.range(22, 42).forEach(id -> others.add(start(id)));

    assertThat(run.get().outcome().isScored()).isTrue();
    assertThat(told).hasSize(2).doesNotHaveDuplicates().endsWith(run.get().executor());
    for (CompletableFuture<TrialRun> other : others) {
      assertThat(other.get().outcome().isScored()).isTrue();
    }
  }

  @Test
  void aTrialThatKillsEachExecutorIsOneFaultWhateverSparkTried() throws Exception {
    Queue<String> told = new ConcurrentLinkedQueue<>();
    TrialRun run = runner.start(Trials.acting(50, "die"), 0, told::add).get();
    assertThat(told).hasSize(2);
    assertThat(run.outcome()).isInstanceOf(Outcome.Failed.class);
    assertThat(run.outcome().toString()).contains("executor lost").contains("3");
    assertThat(run.fault()).isTrue();
    assertThat(start(51).get().outcome().isScored()).isTrue();
  }

  private static CompletableFuture<TrialRun> start(int id) {
    return runner.start(Trials.scoring(id, 0.5), Double.NEGATIVE_INFINITY, executor -> {});
  }
}
