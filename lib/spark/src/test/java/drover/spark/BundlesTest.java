package drover.spark;

import static org.assertj.core.api.Assertions.assertThat;

import drover.core.Attempt;
import drover.core.Cause;
import drover.core.Outcome;
import drover.core.TimeLimit;
import drover.core.Trial;
import drover.core.TrialRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.apache.spark.api.java.JavaSparkContext;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Very short trials share their tasks, of which nobody is to notice anything but the speed. */
@Timeout(120)
final class BundlesTest {

  @TempDir static Path folder;

  private static JavaSparkContext spark;
  private static SparkTrialRunner runner;
  private static int next;

  @BeforeAll
  static void start() throws IOException, InterruptedException {
    spark = ScriptedStudy.spark("local-cluster[2,1,1024]", Map.of());
    runner =
        new ScriptedStudy(false, Reporting.SHOWN)
            .limited(new TimeLimit(Duration.ofMinutes(10)))
            .runner(spark, folder);
    runner.awaitExecutors(Duration.ofMinutes(1));
  }

  @AfterAll
  static void stop() {
    runner.close();
    spark.close();
  }

  /** Until trials are known to be short; a lost executor makes the next ones slow. */
  @BeforeEach
  void makeKnown() throws Exception {
    int jobs;
    do {
      jobs = jobs();
      for (CompletableFuture<TrialRun> run : start(Map.of("loss", 0.5), 32)) {
        run.get();
      }
    } while (jobs() - jobs > 16);
  }

  @Test
  void eachComesBackWithItsOwnOutcomeAndCurve() throws Exception {
    int first = next;
    int before = jobs();
    List<CompletableFuture<TrialRun>> runs = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      runs.addAll(start(Map.of("loss", i / 100.0), 1));
    }
    runs.addAll(start(Map.of("do", "throw"), 1));
    for (int i = 0; i < 40; i++) {
      TrialRun run = runs.get(i).get();
      assertThat(run.outcome()).isInstanceOf(Outcome.Scored.class);
      assertThat(((Outcome.Scored) run.outcome()).loss()).isEqualTo(i / 100.0);
      assertThat(run.curve()).hasSize(2);
      assertThat(run.executor()).matches("\\d+ \\(.+\\)");
      assertThat(folder.resolve("models/" + (first + i) + ".zip")).exists();
    }
    assertThat(runs.get(40).get().outcome().reason()).contains("no such luck");
    assertThat(jobs() - before).isLessThan(30);
  }

  @Test
  void whatOneOfThemDoesToItsExecutorIsNotTheOthersLoss() throws Exception {
    List<CompletableFuture<TrialRun>> runs = start(Map.of("loss", 0.5), 16);
    List<CompletableFuture<TrialRun>> fatal = start(Map.of("do", "die"), 1);
    runs.addAll(start(Map.of("loss", 0.5), 16));
    for (CompletableFuture<TrialRun> run : runs) {
      assertThat(run.get().outcome().isScored()).isTrue();
    }
    assertThat(TrialRunnerContract.cause(fatal.get(0).get())).isEqualTo(Cause.EXECUTOR_LOST);
  }

  @Test
  void whoNeverEndsIsKnownToRunAndKeepsTheOthersFromNothing() throws Exception {
    Path pid = folder.resolve("pid");
    List<CompletableFuture<TrialRun>> runs = start(Map.of("loss", 0.5), 8);
    Follower follower = new Follower(report -> true);
    Trial hanging = Trials.acting(next++, "hang", pid);
    CompletableFuture<TrialRun> endless = runner.start(new Attempt(hanging, 1), follower);
    runs.addAll(start(Map.of("loss", 0.5), 16));
    TrialRunnerContract.awaitText(pid);
    while (follower.evaluating.isEmpty()) { // before any report: its time limit counts
      Thread.sleep(20);
    }
    assertThat(follower.executors).isNotEmpty();
    endless.cancel(true);
    for (CompletableFuture<TrialRun> run : runs) {
      assertThat(run.get().outcome().isScored()).isTrue();
    }
    while (!Files.readString(pid).equals("interrupted")) {
      Thread.sleep(20);
    }
  }

  /** Trials that all are to have their model kept. */
  private static List<CompletableFuture<TrialRun>> start(Map<String, Object> params, int trials) {
    List<CompletableFuture<TrialRun>> runs = new ArrayList<>();
    IntStream.range(0, trials)
        .forEach(
            i -> {
              Trial trial = Trials.trial(next++, params);
              runs.add(runner.start(new Attempt(trial, 1), executor -> {}));
            });
    return runs;
  }

  private static int jobs() {
    return spark.sc().statusStore().jobsList(null).size();
  }
}
