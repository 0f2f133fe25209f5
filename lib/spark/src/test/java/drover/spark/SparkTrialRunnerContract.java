package drover.spark;

import static org.assertj.core.api.Assertions.assertThat;

import drover.core.Outcome;
import drover.core.TrialRun;
import drover.core.TrialRunner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.status.api.v1.JobData;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** What the runner on Spark promises besides, on any master and with any isolation. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class SparkTrialRunnerContract extends TrialRunnerContract {

  @TempDir static Path study;

  private final String master;
  private final boolean process;
  private JavaSparkContext spark;
  private SparkTrialRunner runner;
  private String remote;

  /**
   * @param master a master with two task slots
   * @param process true for worker processes
   */
  SparkTrialRunnerContract(String master, boolean process) {
    this.master = master;
    this.process = process;
  }

  @BeforeAll
  void startSpark() throws IOException, InterruptedException {
    remote = "counting:" + Files.writeString(study.resolve("number.txt"), "0.125");
    Path openings = Files.createDirectory(study.resolve("openings"));
    spark =
        ScriptedStudy.spark(
            master,
            CountingFileSystem.settings(openings),
            Optional.of(ScriptedStudy.WORKERS),
            Resources.NONE);
    runner =
        new ScriptedStudy(process, Reporting.EACH_ANSWERED)
            .checkpointing(Duration.ofMillis(1))
            .runner(spark, study, remote);
    runner.awaitExecutors(Duration.ofMinutes(1));
  }

  @AfterAll
  void stopSpark() {
    runner.close();
    spark.close();
  }

  @Override
  final TrialRunner runner() {
    return runner;
  }

  @Override
  final Path models() {
    return study.resolve("models");
  }

  @Override
  final Path checkpoints() {
    return study.resolve("checkpoints");
  }

  @Override
  String executor() {
    return "driver";
  }

  @Test
  void theSlotsAreTheTasksThatSparkRunsAtOnce() {
    assertThat(runner.slots()).isEqualTo(2);
  }

  @Test
  void aJobSaysWhatItTries() throws Exception {
    run(Trials.scoring(40, 0.5));
    run(Trials.acting(41, "infeasible", Path.of("x".repeat(300))));
    assertThat(description("digits · trial 40")).isEqualTo("digits · trial 40 · loss=0.5");
    assertThat(description("digits · trial 41"))
        .hasSize(200)
        .startsWith("digits · trial 41 · ")
        .endsWith("…");
  }

  @Test
  void aDataFileIsReadOncePerExecutor() throws Exception {
    List<CompletableFuture<TrialRun>> runs =
        IntStream.range(50, 70)
            .mapToObj(id -> start(Trials.acting(id, "read", Path.of(remote))))
            .toList();
    for (CompletableFuture<TrialRun> run : runs) {
      assertThat(run.get().outcome())
          .isEqualTo(new Outcome.Scored(List.of(0.125), Map.of("value", 0.125)));
    }
    try (var openings = Files.list(study.resolve("openings"))) {
      assertThat(openings.map(file -> file.getFileName().toString().split("-", 2)[0]))
          .isNotEmpty()
          .doesNotHaveDuplicates();
    }
  }

  private String description(String group) {
    var jobs = spark.sc().statusStore().jobsList(null).iterator();
    while (jobs.hasNext()) {
      JobData job = jobs.next();
      if (job.jobGroup().contains(group)) {
        return job.description().get();
      }
    }
    throw new AssertionError("no job of the group " + group);
  }
}
