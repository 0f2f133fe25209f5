package drover.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.spark.SparkEnv;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class CheckJobTest {

  @TempDir Path folder;

  @Test
  void itPrintsTheSpaceWithItsSizeTheConfigWithItsOriginsAndTheMachine() throws IOException {
    JobRun run =
        check(
            """
            study { dir = "%s/studies" }
            objective {
              network = [
                { conv { kernel = { choice = [3, 5] } } }
                { dense { units = { int = [32, 256], scale = log } } }
              ]
            }
            search { algorithm = random }
            """,
            "study.trials=7");
    assertThat(run.err()).isEmpty();
    assertThat(run.exit()).isZero();
    assertThat(run.out())
        .startsWith(
            """
            Search space: 2 parameters, 450 points
              network.0.conv.kernel  choice [3, 5]
              network.1.dense.units  int [32, 256], log
            Search, 1 at once: random

            Networks
              parameters: 33,290 to 265,386, in the middle""");
    assertThat(run.out().lines())
        .contains(
            "Config",
            "  objective.network.0.conv.filters = 16  # default",
            "  objective.network.0.conv.kernel = { choice = [3, 5] }  # x.conf:4",
            "  objective.training.updater.adam.learning-rate = 0.001  # default",
            "  search.algorithm = random  # x.conf:8",
            "  study.trials = 7  # argument 'study.trials=7'");
    assertThat(run.out())
        .containsPattern(
            "(?s)\n\nMachine\n  cores: \\d+\n  memory: [\\d.]+ GiB, .*\n  java: 1\\d.*\n"
                + "  backend: \\w+.*\n$");
    nothingWasStartedOrCreated();
  }

  @Test
  void aSpaceOfWhichNothingFitsTheMemoryIsAMistake() throws IOException {
    String study =
        """
        study { dir = "%s/studies" }
        objective.network = [ { dense { units = { int = [9000, 20000] } } }, { dense { units = 9000 } } ]
        search { algorithm = random }
        worker.off-heap =\s""";
    JobRun small = check(study + "128m\n");
    assertThat(small.exit()).isEqualTo(2);
    assertThat(small.err())
        .contains("x.conf:4: worker.off-heap: is 128 MiB, but training the smallest network")
        .contains("parameters) with its batches needs at least 12");
    assertThat(check(study + "4g\n").exit()).isZero();
  }

  @Test
  void itPrintsEveryKindOfParameter() throws IOException {
    JobRun run =
        check(
            """
            study { dir = "%s/studies" }
            objective {
              network = [ { dense { dropout = { real = [0, 0.5], step = 0.1, name = drop } } } ]
              training {
                epochs = { int = [2, 10], step = 2 }
                batch-size = { ordinal = [16, 64] }
                updater = { one-of {
                  adam { learning-rate = { real = [0.0001, 1], scale = log } }
                  sgd {}
                } }
              }
            }
            search { algorithm = random }
            """);
    assertThat(run.out())
        .startsWith(
            """
            Search space: 5 parameters, a continuum of points
              drop                                 real [0.0, 0.5], step 0.1
              training.epochs                      int [2, 10], step 2
              training.batch-size                  ordinal [16, 64]
              training.updater                     choice [adam, sgd]
              training.updater.adam.learning-rate  real [1.0E-4, 1.0], log  if training.updater = adam
            Search, 1 at once: random
            """);
  }

  @Test
  void aStudyMayBeShorterThanTheDefaultPopulation() throws IOException {
    JobRun run =
        check("study { dir = \"%s/studies\" }", "search.algorithm=genetic", "study.trials=3");
    assertThat(run.err()).isEmpty();
    assertThat(run.exit()).isZero();
  }

  @Test
  void anObjectiveMayBeANestedClassOfTheUsers() throws IOException {
    JobRun run =
        check(
            """
            study { dir = "%s/studies" }
            objective {
              type = "drover.jobs.study.ObjectiveTypesTest$Own"
              settings { width { int = [1, 8] } }
            }
            search { algorithm = random }
            """);
    assertThat(run.err()).isEmpty();
    assertThat(run.out())
        .startsWith("Search space: 1 parameters, 8 points\n")
        .contains("objective.budget = 1  # default");
    assertThat(run.exit()).isZero();
  }

  @Test
  void secretsAreMasked() throws IOException {
    JobRun run =
        check(
            "study { dir = \"%s/studies\" }\nspark { hadoop.fs.s3a.secret.key = hush }",
            "search.algorithm=random");
    assertThat(run.out()).contains("secret.key").doesNotContain("hush");
    assertThat(run.exit()).isZero();
  }

  private void nothingWasStartedOrCreated() {
    assertThat(folder.resolve("studies")).doesNotExist();
    assertThat(SparkEnv.get()).isNull();
    assertThat(ProcessHandle.current().descendants()).isEmpty();
  }

  private JobRun check(String text, String... overrides) throws IOException {
    Path file = Files.writeString(folder.resolve("x.conf"), text.replace("%s", folder.toString()));
    JobRun run = JobRun.of("check", file, overrides);
    return new JobRun(
        run.exit(), run.out().replace(folder + "/", ""), run.err().replace(folder + "/", ""));
  }
}
