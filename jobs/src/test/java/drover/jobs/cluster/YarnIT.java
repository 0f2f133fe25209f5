package drover.jobs.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import drover.core.journal.Event;
import drover.core.journal.Journals;
import drover.core.json.Json;
import drover.jobs.cluster.StandaloneCluster.Submission;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.stream.Stream;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Studies on YARN with study and data on HDFS: one DL4J trial in each container. */
@Tag("slow")
@Timeout(900)
final class YarnIT {

  private static final List<String> SMALL =
      List.of(
          "--driver-memory", "512m",
          "--executor-memory", "512m",
          "--executor-cores", "1",
          "--num-executors", "2",
          "--conf", "spark.yarn.am.memory=512m",
          "--conf", "spark.yarn.maxAppAttempts=2");

  @TempDir static java.nio.file.Path folder;

  private static YarnCluster cluster;
  private static FileSystem hdfs;
  private static String studies;
  private static String data;

  @BeforeAll
  static void start() throws IOException, InterruptedException {
    cluster = new YarnCluster(Files.createDirectory(folder.resolve("cluster")));
    hdfs = FileSystem.get(cluster.hadoop());
    studies = hdfs.getUri() + "/studies";
    data = hdfs.getUri() + "/data/digits.csv.gz";
    try (InputStream in = YarnIT.class.getResourceAsStream("/drover/dl4j/digits.csv.gz");
        OutputStream out = hdfs.create(new Path(data))) {
      long unused = in.transferTo(out);
    }
  }

  @AfterAll
  static void stop() {
    cluster.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"client", "cluster"})
  void aStudyRuns(String deployMode) throws Exception {
    Submission submission =
        tune(
            deployMode,
            "study.name=digits-" + deployMode,
            "study.trials=4",
            "objective.training.epochs=2",
            "search={ algorithm = random, stopper { median { grace = 0, trials = 1 } } }");

    assertThat(submission.exit()).as(submission + cluster.logs()).isZero();
    JsonNode status = status("digits-" + deployMode);
    assertThat(status.get("state").asText()).isEqualTo("complete");
    assertThat(status.at("/trials/scored").asInt() + status.at("/trials/pruned").asInt())
        .isEqualTo(4);
    assertThat(status.at("/test/accuracy").asDouble()).isBetween(0.5, 1.0);
    assertThat(read("digits-" + deployMode, "trials.csv")).doesNotContain(",driver,");
    assertThat(hdfs.exists(new Path(studies, "digits-" + deployMode + "/best-model.zip"))).isTrue();
    assertThat(cluster.survivors()).isEmpty();

    Submission changed = tune(deployMode, "study.name=digits-" + deployMode, "study.seed=8");
    assertThat(changed.exit()).as(changed + cluster.logs()).isEqualTo(2);
    assertThat(changed.output()).contains("study.seed: was 7, is 8");
  }

  @Test
  void aStudySurvivesTheLossOfAContainerAndOfItsDriver() throws Exception {
    CompletableFuture<Submission> submission =
        CompletableFuture.supplyAsync(
            () -> {
              try {
                return tune(
                    "cluster",
                    "study.name=killed",
                    "study.trials=8",
                    "trial.checkpoint-interval=1ms",
                    "search={ algorithm = random }");
              } catch (IOException | InterruptedException e) {
                throw new CompletionException(e);
              }
            });
    awaitTold(submission, 1);
    awaitCheckpoint(submission);
    assertThat(kill("YarnCoarseGrainedExecutorBackend")).isTrue();
    awaitTold(submission, 3);
    assertThat(kill("ApplicationMaster")).isTrue();

    assertThat(submission.join().exit()).as(submission.join() + cluster.logs()).isZero();
    assertThat(status("killed").at("/trials/scored").asInt()).isEqualTo(8);
    Stream<Event> events =
        Journals.read(new Path(studies, "killed/journal"), cluster.hadoop()).stream();
    List<Event> happened = events.toList();
    assertThat(happened).filteredOn(Event.Driver.class::isInstance).hasSize(2);
    assertThat(happened).filteredOn(Event.Told.class::isInstance).hasSize(8);
    assertThat(happened)
        .as("a trial went on from its checkpoint on HDFS")
        .anyMatch(event -> event instanceof Event.Told told && wentOn(told));
    assertThat(cluster.survivors()).isEmpty();
  }

  private static boolean wentOn(Event.Told told) {
    return told.attempt() > 1 && told.run().continuation().from() > 0;
  }

  /** Waits until both trials that run have saved where they stand, as the best one had. */
  private static void awaitCheckpoint(CompletableFuture<Submission> submission)
      throws IOException, InterruptedException {
    Path descriptions = new Path(studies, "killed/checkpoints/*/*.json");
    while (Stream.of(hdfs.globStatus(descriptions))
            .map(file -> file.getPath().getParent())
            .distinct()
            .count()
        < 3) {
      assertThat(submission).as(() -> submission.join().output()).isNotDone();
      Thread.sleep(50);
    }
  }

  private static boolean kill(String main) {
    return cluster.containers(main).get(0).destroyForcibly();
  }

  /** Waits until so many trials have come to their end. */
  private static void awaitTold(CompletableFuture<Submission> submission, int trials)
      throws IOException, InterruptedException {
    while (told() < trials) {
      assertThat(submission).as(() -> submission.join().output()).isNotDone();
      Thread.sleep(200);
    }
  }

  private static int told() throws IOException {
    try {
      return status("killed").at("/trials/scored").asInt();
    } catch (java.io.FileNotFoundException notYet) {
      return 0;
    }
  }

  private static Submission tune(String deployMode, String... overrides)
      throws IOException, InterruptedException {
    Stream<String> job =
        Stream.of(
            "tune",
            "../conf/digits.conf",
            "study.dir=" + studies,
            "objective.data.source=" + data,
            "objective.data.shape=[8, 8, 1]",
            "worker.heap=256m",
            "worker.off-heap=512m");
    return cluster.submit(deployMode, SMALL, Stream.concat(job, Stream.of(overrides)).toList());
  }

  private static JsonNode status(String study) throws IOException {
    return Json.parse(read(study, "status.json"));
  }

  private static String read(String study, String file) throws IOException {
    try (InputStream in = hdfs.open(new Path(studies, study + "/" + file))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
