package drover.jobs.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import drover.core.journal.Journal;
import drover.core.journal.Journals;
import drover.core.journal.Terms;
import drover.core.json.Json;
import drover.jobs.cluster.StandaloneCluster.Submission;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Studies on a standalone cluster, submitted by {@code submit/cluster} as a user does. */
@Timeout(600)
@Tag("slow")
final class ClusterStudyIT {

  private static final Path DIGITS = Path.of("../conf/digits.conf");

  private static final List<String> SMALL =
      List.of("--driver-memory", "512m", "--conf", "spark.executor.memory=512m");

  @TempDir static Path folder;

  private static StandaloneCluster cluster;

  @BeforeAll
  static void start() throws IOException, InterruptedException {
    cluster = new StandaloneCluster(Files.createDirectory(folder.resolve("cluster")), 2);
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
            DIGITS,
            "study.name=digits-" + deployMode,
            "study.trials=5",
            "study.order=deterministic",
            "study.parallelism=2",
            "objective.training.epochs=2",
            "search={ algorithm = random, stopper { median { grace = 0, trials = 1 } } }");

    assertThat(submission.exit()).as(submission + cluster.logs()).isZero();
    Path study = folder.resolve("studies/digits-" + deployMode);
    try (Stream<Path> files = Files.list(study)) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .contains("journal", "status.json", "trials.csv", "best.conf", "best-model.zip");
    }
    JsonNode status = status(study);
    assertThat(status.get("state").asText()).isEqualTo("complete");
    assertThat(status.at("/trials/scored").asInt()).isEqualTo(4);
    assertThat(status.at("/trials/pruned").asInt()).isEqualTo(1);
    assertThat(status.at("/test/accuracy").asDouble()).isBetween(0.5, 1.0);
    assertThat(Files.readString(study.resolve("trials.csv"))).doesNotContain(",driver,");
    assertThat(cluster.survivors()).isEmpty();

    Submission changed =
        tune(deployMode, DIGITS, "study.name=digits-" + deployMode, "study.seed=8");
    assertThat(changed.exit()).as(changed + cluster.logs()).isEqualTo(2);
    assertThat(changed.output()).contains("study.seed: was 7, is 8");

    Submission trained = submit("train", deployMode, study.resolve("best.conf"));
    assertThat(trained.exit()).as(trained + cluster.logs()).isZero();
    Path best = folder.resolve("studies/digits-" + deployMode + "-best");
    assertThat(status(best).at("/test/accuracy").asDouble()).isBetween(0.5, 1.0);
  }

  @Test
  void theCodeOfAStudyWithoutAnyScoreComesBackFromAnotherMachine() throws Exception {
    Path file =
        Files.writeString(
            folder.resolve("large.conf"),
            """
            study { trials = 3 }
            objective {
              network = [ { conv { kernel = { choice = [9, 11, 13] }, padding = valid } } ]
            }
            search { algorithm = random }
            """);
    Submission submission = tune("cluster", file);

    assertThat(submission.exit()).as(submission + cluster.logs()).isEqualTo(3);
    assertThat(status(folder.resolve("studies/large")).at("/trials/infeasible").asInt())
        .isEqualTo(3);
  }

  @Test
  void aMistakeThatTheDriverFindsComesBack() throws Exception {
    Submission submission = tune("cluster", DIGITS, "study.trails=3");

    assertThat(submission.exit()).as(submission + cluster.logs()).isEqualTo(2);
    assertThat(submission.output())
        .contains(
            "argument 'study.trails=3': unknown key 'trails' in study; did you mean 'trials'?");

    Submission trained = submit("train", "cluster", DIGITS);
    assertThat(trained.exit()).as(trained + cluster.logs()).isEqualTo(2);
    assertThat(trained.output()).contains("train needs a study file without ranges");
  }

  @Test
  void whatAJobPrintsComesBackInClusterModeToo() throws Exception {
    Submission checked = submit("check", "cluster", DIGITS);

    assertThat(checked.exit()).as(checked + cluster.logs()).isZero();
    assertThat(checked.output()).contains("network.0.conv.filters");
  }

  @Test
  void aStudyThatAnotherDriverHoldsComesBack() throws Exception {
    Path study = folder.resolve("studies/held");
    org.apache.hadoop.fs.Path journal =
        new org.apache.hadoop.fs.Path(study.resolve("journal").toUri());
    try (Journal held = Journals.open(journal, new Configuration(), Terms.usual(notice -> {}))) {
      assertThat(held.read()).isEmpty();
      Submission submission = tune("cluster", DIGITS, "study.name=held");

      assertThat(submission.exit()).as(submission + cluster.logs()).isEqualTo(4);
      assertThat(submission.output()).contains("another driver");
    }
  }

  @Test
  void aFolderThatADriverOnAnotherMachineDoesNotShareIsNotSubmitted() throws Exception {
    Submission submission = tune("cluster", DIGITS, "study.dir=studies");

    assertThat(submission.exit()).as(submission.output()).isEqualTo(2);
    assertThat(submission.output())
        .contains("study.dir: 'studies' is relative")
        .doesNotContain("Waiting");
  }

  private static Submission tune(String deployMode, Path file, String... overrides)
      throws IOException, InterruptedException {
    return submit("tune", deployMode, file, overrides);
  }

  private static Submission submit(String job, String deployMode, Path file, String... overrides)
      throws IOException, InterruptedException {
    Stream<String> arguments =
        Stream.concat(
            Stream.of(job, file.toString(), "study.dir=" + folder.resolve("studies")),
            Stream.of(overrides));
    return cluster.submit(deployMode, SMALL, arguments.toList());
  }

  private static JsonNode status(Path study) throws IOException {
    return Json.parse(Files.readString(study.resolve("status.json")));
  }
}
