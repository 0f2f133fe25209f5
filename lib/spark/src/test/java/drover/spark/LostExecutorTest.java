package drover.spark;

import static org.assertj.core.api.Assertions.assertThat;

import drover.core.Attempt;
import drover.core.Cause;
import drover.core.Continuation;
import drover.core.Note;
import drover.core.Params;
import drover.core.Report;
import drover.core.Trial;
import drover.core.TrialRun;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
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
    spark = ScriptedStudy.spark("local-cluster[2,1,1024]", Map.of("spark.task.maxFailures", "2"));
    runner =
        new ScriptedStudy(false, Reporting.EACH_ANSWERED)
            .checkpointing(Duration.ofMillis(1))
            .runner(spark, folder);
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
        runner.start(new Attempt(Trials.acting(1, "hang-first", pid), 0), told::add);
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
  void itsTrialGoesOnFromTheCheckpointThatItLeft() throws Exception {
    Map<String, Object> params = Map.of("do", "train", "path", folder.resolve("died").toString());
    Trial trial = new Trial(60, new Params(params), 6, Note.EMPTY);
    Follower follower = new Follower(report -> true);
    TrialRun run = runner.start(new Attempt(trial, 1), follower).get();
    assertThat(follower.executors).hasSize(2);
    assertThat(run.continuation()).isEqualTo(new Continuation(3, 6, List.of()));
    assertThat(run.curve()).extracting(Report::step).containsExactly(1, 2, 3, 4, 5, 6);
    assertThat(folder.resolve("models/60.zip")).hasContent("60:1 60:2 60:3 60:4 60:5 60:6 ");
  }

  @Test
  void aTrialThatKillsEachExecutorComesBackOnceHoweverOftenSparkTries() throws Exception {
    Queue<String> told = new ConcurrentLinkedQueue<>();
    TrialRun run = runner.start(new Attempt(Trials.acting(50, "die"), 0), told::add).get();
    assertThat(told).hasSize(2);
    assertThat(TrialRunnerContract.cause(run)).isEqualTo(Cause.EXECUTOR_LOST);
    assertThat(run.outcome().reason()).endsWith(" was lost: Command exited with code 3");
    assertThat(start(51).get().outcome().isScored()).isTrue();
  }

  private static CompletableFuture<TrialRun> start(int id) {
    return runner.start(
        new Attempt(Trials.scoring(id, 0.5), Double.NEGATIVE_INFINITY), executor -> {});
  }
}
