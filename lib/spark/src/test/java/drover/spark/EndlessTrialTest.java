package drover.spark;

import static drover.spark.TrialRunnerContract.awaitText;
import static org.assertj.core.api.Assertions.assertThat;

import drover.core.Attempt;
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
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.apache.spark.api.java.JavaSparkContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Trials that never end by themselves give their slots back, in threads too. */
@Timeout(120)
final class EndlessTrialTest {

  private static final TimeLimit LIMIT = new TimeLimit(Duration.ofSeconds(1));

  private static final ScriptedStudy STUDY = new ScriptedStudy(false, Reporting.EACH_ANSWERED);

  @TempDir Path folder;

  @Test
  void inLocalThreadsAnInterruptEndsATrialWhoseTimeIsUp() throws Exception {
    try (JavaSparkContext spark = spark("local[1]");
        SparkTrialRunner runner = STUDY.limited(LIMIT).runner(spark, folder)) {
      TrialRun run = start(runner, 1, "hang").get();
      assertThat(run.outcome().reason()).startsWith("ran longer than trial.timeout = 1s");
      assertThat(awaitText(folder.resolve("1"))).isEqualTo("interrupted");
      run = start(runner, 2, "endless").get();
      assertThat(run.outcome()).isInstanceOf(Outcome.Pruned.class);
      assertThat(run.outcome().reason()).isEqualTo("ran longer than trial.timeout = 1s");
    }
  }

  @Test
  void theTimeThatItsDataTakeToComeIsNotTheTrials() throws Exception {
    Path openings = Files.createDirectory(folder.resolve("openings"));
    Path gate = folder.resolve("gate");
    String data = "counting:" + Files.writeString(folder.resolve("number.txt"), "0.125");
    Map<String, String> slow = CountingFileSystem.settings(openings, gate);
    try (JavaSparkContext spark = ScriptedStudy.spark("local[1]", slow);
        SparkTrialRunner runner = STUDY.limited(LIMIT).runner(spark, folder, data)) {
      Follower follower = new Follower(report -> true);
      Attempt attempt = new Attempt(Trials.acting(6, "read", Path.of(data)), 0);
      CompletableFuture<TrialRun> run = runner.start(attempt, follower);
      while (follower.executors.isEmpty() || isEmpty(openings)) {
        Thread.sleep(20);
      }
      Thread.sleep(2 * LIMIT.duration().toMillis());
      assertThat(follower.evaluating).isEmpty();
      Files.createFile(gate);
      assertThat(run.get().outcome().isScored()).as(run.get().outcome().reason()).isTrue();
      assertThat(follower.evaluating).startsWith(true);
    }
  }

  private static boolean isEmpty(Path folder) throws IOException {
    try (var files = Files.list(folder)) {
      return files.findAny().isEmpty();
    }
  }

  @Test
  void inLocalThreadsATrialThatHeedsNoInterruptIsLeftBehind() throws Exception {
    try (JavaSparkContext spark = spark("local[1]");
        SparkTrialRunner runner = STUDY.runner(spark, folder)) {
      abandonSpinningAndScore(runner);
    }
  }

  @Test
  void onAClusterTheTaskReaperReplacesTheExecutor() throws Exception {
    try (JavaSparkContext spark = spark("local-cluster[1,1,1024]");
        SparkTrialRunner runner = STUDY.runner(spark, folder)) {
      runner.awaitExecutors(Duration.ofMinutes(1));
      long executor = abandonSpinningAndScore(runner);
      assertThat(ProcessHandle.of(executor).map(ProcessHandle::isAlive))
          .isNotEqualTo(Optional.of(true));
    }
  }

  /** As the study does it; the process in which the trial spun. */
  private long abandonSpinningAndScore(SparkTrialRunner runner) throws Exception {
    CompletableFuture<TrialRun> spinning = start(runner, 3, "spin");
    long pid = Long.parseLong(awaitText(folder.resolve("3")));
    spinning.cancel(true);
    assertThat(start(runner, 4, "score").get().outcome().isScored()).isTrue();
    return pid;
  }

  @Test
  void aPoisonTrialComesBackFromEachExecutorThatItKillsAndNoOtherTrialSuffers() throws Exception {
    try (JavaSparkContext spark = spark("local-cluster[2,1,1024]");
        SparkTrialRunner runner = STUDY.runner(spark, folder)) {
      runner.awaitExecutors(Duration.ofMinutes(1));
      List<CompletableFuture<TrialRun>> others = new ArrayList<>();
      int next = 10;
      for (String act : List.of("kill", "abort")) {
        CompletableFuture<TrialRun> poison = start(runner, 5, act);
        for (int end = next + 20; next < end; next++) {
          others.add(start(runner, next, "score"));
        }
        Outcome.Failed failed = (Outcome.Failed) poison.get().outcome();
        String cause = act.equals("kill") ? "executor-lost" : "crash";
        assertThat(failed.cause().text()).as(failed.reason()).isEqualTo(cause);
        assertThat(failed.reason()).contains("Command exited with code");
      }
      for (CompletableFuture<TrialRun> other : others) {
        Outcome outcome = other.get().outcome();
        assertThat(outcome.isScored()).as(outcome.reason()).isTrue();
      }
    }
  }

  private CompletableFuture<TrialRun> start(SparkTrialRunner runner, int id, String act) {
    Path path = folder.resolve(Integer.toString(id));
    Trial trial = Trials.acting(id, act, path);
    return runner.start(new Attempt(trial, Double.NEGATIVE_INFINITY), executor -> {});
  }

  private static JavaSparkContext spark(String master) {
    return ScriptedStudy.spark(master, Map.of("spark.task.reaper.killTimeout", "1s"));
  }
}
