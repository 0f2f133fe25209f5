package drover.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import drover.search.Searchers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.SparkEnv;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A mistake is said where it is, with exit code 2, before anything is started or created. */
final class MistakesTest {

  private static final String FUNCTION =
      "type = function, function = sphere, x = [ { real = [-5, 5] } ]";

  @TempDir Path folder;

  @AfterEach
  void nothingWasStartedOrCreated() {
    assertThat(folder.resolve("studies")).doesNotExist();
    assertThat(SparkEnv.get()).isNull();
  }

  @Test
  void allMistakesOfAFileAreSaidAtOnce() throws IOException {
    JobRun run =
        tune(
            """
            study { dir = "%s/studies", trials = none, sede = 7 }
            objective {
              type = dl4j
              data { source = digits, shape = [8, 8, 1], validation = 2 }
              network = [
                { conv { filters = { int = [64, 8] }, kernle = 3 } }
                { dense { units = { int = [0, 8], scale = log } } }
                { dense { units = { choice = [] } } }
                { danse {} }
              ]
              training {
                batch-size = { ordinal = [16, 32], name = size }
                epochs = { int = [1, 2], name = size }
                updater { adem {} }
              }
              maximise = acuracy
            }
            search { algorithm = genetik, population = { int = [2, 9] } }
            wroker {}
            """);
    assertThat(run.errors())
        .containsExactly(
            "x.conf:1: study.trials must be a whole number, not 'none'",
            "x.conf:1: unknown key 'sede' in study; did you mean 'seed'?",
            "x.conf:4: objective.data.validation must be in [0, 0.999], not 2",
            "x.conf:4: objective.data.shape: is for files of yours; digits brings its own",
            "x.conf:6: objective.network.0.conv.filters: low 64 is above high 8",
            "x.conf:6: unknown key 'kernle' in objective.network.0.conv; did you mean 'kernel'?",
            "x.conf:7: objective.network.1.dense.units: a log scale needs bounds above 0, not 0",
            "x.conf:8: objective.network.2.dense.units: choice has no values",
            "x.conf:9: objective.network.3 has no variant 'danse'; did you mean 'dense'?",
            "x.conf:13: two parameters named 'size'; the other is at x.conf:12",
            "x.conf:14: objective.training.updater has no variant 'adem'; did you mean 'adam'?",
            "x.conf:16: objective.maximise: unknown metric 'acuracy'; did you mean 'accuracy'?",
            "x.conf:18: a range may stand only below objective",
            "x.conf:18: search.algorithm must be one of "
                + String.join(", ", Searchers.names())
                + ", not 'genetik'; did you mean 'genetic'?",
            "x.conf:19: unknown key 'wroker'; did you mean 'worker'?");
    assertThat(run.exit()).isEqualTo(2);
  }

  static Stream<Arguments> single() {
    return Stream.of(
        Arguments.of(
            "objective { %s }\nsearch { algorithm = randon }",
            "x.conf:3: search.algorithm must be one of "
                + String.join(", ", Searchers.names())
                + ", not 'randon'; did you mean 'random'?"),
        Arguments.of(
            "objective { %s }\nsearch {\n enqueue = [ { rate = 1 } ] }",
            "x.conf:4: search.enqueue.0: there is no parameter 'rate'; there is x.0"),
        Arguments.of(
            "objective { %s }\nsearch { warm-start { studies = FOLDER/none } }",
            "x.conf:3: search.warm-start.studies: there is no study in FOLDER/none"),
        Arguments.of(
            "objective { %s }\nsearch { algorithm = genetic, population = 200 }",
            "x.conf:3: search.population: 200 is more than the study's 100 trials;"
                + " a tenth to a half of them is usual"),
        Arguments.of(
            "objective { %s }\nsearch { algorithm = genetic, elitism = 2 }",
            "x.conf:3: search.elitism must be in [0, 1], not 2"),
        Arguments.of(
            "objective { %s }\nsearch {\n stopper = medium }",
            "x.conf:4: search.stopper has no variant 'medium'; did you mean 'median'?"),
        Arguments.of(
            "objective { %s }\nsearch { stopper { median {\n grace = -1 } } }",
            "x.conf:4: search.stopper.median.grace must be at least 0, not -1"),
        Arguments.of(
            "objective { %s }\nstudy.trials = { int = [1, 9] }",
            "x.conf:3: a range may stand only below objective"),
        Arguments.of(
            "objective { %s }\nworker { heap = 8m }", "x.conf:3: worker.heap must be at least 64m"),
        Arguments.of(
            "objective { %s }\nworker { off-heap = 0 }",
            "x.conf:3: worker.off-heap must be at least 64m"),
        Arguments.of(
            "objective { %s }\nspark { driver { memory = 2g } }",
            "x.conf:3: spark: driver.memory comes too late, the driver's JVM runs already;"
                + " say it on the command line: DROVER_JAVA_OPTS=-Xmx4g,"
                + " or an option of spark-submit such as --driver-memory 4g"),
        Arguments.of(
            "objective { type = java.lang.String }",
            "x.conf:2: objective.type: 'java.lang.String' is neither one of dl4j, function, tabular"
                + " nor an Objective class on the classpath"),
        Arguments.of(
            "objective { %s, sleep = ${nap} }",
            "x.conf:2: Could not resolve substitution to a value: ${nap}"),
        Arguments.of(
            "objective { type = dl4j, data { source = \"FOLDER/none.csv\" } }",
            "x.conf:2: objective.data.source: none.csv: there is no such file or folder"),
        Arguments.of(
            "objective { type = dl4j, data { source = \"abfs://f@a/x.csv\" } }",
            "x.conf:2: objective.data.source: abfs://f@a/x.csv: cannot be read: no file system for"
                + " abfs: on the classpath (class org.apache.hadoop.fs.azurebfs"
                + ".AzureBlobFileSystem not found)"),
        Arguments.of(
            "objective { type = dl4j, data {\n source = \"FOLDER/iris.csv\"\n label = kind } }",
            "x.conf:4: objective.data.label: iris.csv: there is no column 'kind';"
                + " the columns are width, height, species"));
  }

  @ParameterizedTest
  @MethodSource("single")
  void aMistakeIsSaidAtItsLine(String text, String mistake) throws IOException {
    Files.writeString(folder.resolve("iris.csv"), "width,height,species\n1,2,a\n3,4,b\n");
    JobRun run =
        tune(
            "study { dir = \"FOLDER/studies\" }\n%s\n"
                .formatted(text.replace("%s", FUNCTION))
                .replace("FOLDER", folder.toString()));
    assertThat(run.errors()).containsExactly(mistake.replace("FOLDER/", ""));
    assertThat(run.exit()).isEqualTo(2);
  }

  @Test
  void aFolderThatCannotBeMadeIsAMistake() throws IOException {
    Files.writeString(folder.resolve("file"), "");
    JobRun run = tune("study { dir = \"%s/file/studies\" }\nobjective { " + FUNCTION + " }");
    assertThat(run.errors())
        .containsExactly("x.conf:1: study.dir: cannot be written: file:file is not a folder");
    assertThat(run.exit()).isEqualTo(2);
  }

  @ParameterizedTest
  @ValueSource(strings = {"study.dir=abfs://f@a/studies", "spark.hadoop.fs.defaultFS=abfs://f@a"})
  void aFolderOfAFileSystemThatIsNotThereIsAMistake(String argument) throws IOException {
    JobRun run = tune("study { dir = studies }\nobjective { " + FUNCTION + " }", argument);
    assertThat(run.err())
        .contains(
            "study.dir: cannot be written: no file system for abfs: on the classpath (class"
                + " org.apache.hadoop.fs.azurebfs.Abfs not found)")
        .hasLineCount(1);
    assertThat(run.exit()).isEqualTo(2);
  }

  @ParameterizedTest
  @CsvSource({"tune, x.conf", "check, x.conf", "report, x.conf", "report, x"})
  void aFileOfAFileSystemThatIsNotThereIsNamed(String job, String name) {
    JobRun run = JobRun.of(job, "abfs://f@a/" + name);
    assertThat(run.err())
        .startsWith("abfs://f@a/" + name + ": cannot be read: no file system for abfs: on the")
        .hasLineCount(1);
    assertThat(run.exit()).isEqualTo(2);
  }

  @Test
  void textThatIsNoHoconIsAMistake() throws IOException {
    JobRun run = tune("study { dir = \"%s/studies\" }\nobjective {\n");
    assertThat(run.errors()).singleElement().asString().startsWith("x.conf:3: ");
    assertThat(run.exit()).isEqualTo(2);
  }

  static Stream<Arguments> arguments() {
    return Stream.of(
        Arguments.of("study.trials", "argument 'study.trials': must be key=value"),
        Arguments.of("=3", "argument '=3': must be key=value"),
        Arguments.of(
            "study.trials=many",
            "argument 'study.trials=many': study.trials must be a whole number, not 'many'"),
        Arguments.of(
            "study.trails=3",
            "argument 'study.trails=3': unknown key 'trails' in study; did you mean 'trials'?"),
        Arguments.of(
            "objective.x.7=3",
            "argument 'objective.x.7=3': objective.x has no element '7'; it has 0 to 0"));
  }

  @ParameterizedTest
  @MethodSource("arguments")
  void aMistakenArgumentIsNamed(String argument, String mistake) throws IOException {
    JobRun run = tune("study { dir = \"%s/studies\" }\nobjective { " + FUNCTION + " }", argument);
    assertThat(run.errors()).containsExactly(mistake);
    assertThat(run.exit()).isEqualTo(2);
  }

  @ParameterizedTest
  @ValueSource(strings = {"tune", "check", "report"})
  void aStudyFileThatIsNotThereIsNamed(String job) {
    JobRun run = JobRun.of(job, folder.resolve("none.conf"));
    assertThat(run.errors()).containsExactly(folder + "/none.conf: no such file");
    assertThat(run.exit()).isEqualTo(2);
  }

  static Stream<Arguments> commandLines() {
    return Stream.of(
        Arguments.of(List.of("tnue", "x.conf"), "tnue"),
        Arguments.of(List.of("tune", "--fast", "x.conf"), "--fast"),
        Arguments.of(List.of("tune"), "FILE"),
        Arguments.of(List.of("report"), "STUDY"),
        Arguments.of(List.of(), "Usage: drover"));
  }

  @Test
  void gpusAreWholeOrSharedAndNeedWorkerProcesses() throws IOException {
    JobRun run =
        tune(
            """
            study { dir = "%s/studies" }
            search { algorithm = random }
            trial { isolation = thread }
            resources { gpu = 0.7 }
            """);
    assertThat(run.errors())
        .containsExactly(
            "x.conf:3: trial.isolation: thread cannot keep a trial to its GPU (resources.gpu);"
                + " process can",
            "x.conf:4: resources.gpu: 0.7 must be a whole number, or a share of one GPU up to 0.5");
    assertThat(run.exit()).isEqualTo(2);
  }

  @Test
  void trainWantsAFileWithoutRangesAndAMasterThatWorks() throws IOException {
    JobRun run =
        run(
            "train",
            """
            study { dir = "%s/studies" }
            objective {
              network = [ { dense { units = { int = [8, 64] } } } ]
              training {
                updater = { one-of { adam {}, sgd {} } }
                schedule = [ { gradient-norm {} } ]
              }
              maximise = accuracy
            }
            train { data-parallel = true, master = shared, workers = 0, averaging = 3 }
            """);
    String ranges =
        " is a range; train needs a study file without ranges, such as a study's best.conf";
    assertThat(run.errors())
        .containsExactly(
            "x.conf:3: objective.network.0.dense.units" + ranges,
            "x.conf:5: objective.training.updater" + ranges,
            "x.conf:6: objective.training.schedule: gradient-norm needs the gradients of all steps,"
                + " which no worker of a data-parallel training sees",
            "x.conf:10: train.master: shared cannot be used: DL4J's SharedTrainingMaster hangs"
                + " across executors, or learns nothing and does not say so; averaging can",
            "x.conf:10: train.workers must be in [1, 100000], not 0",
            "x.conf:10: unknown key 'averaging' in train");
    assertThat(run.exit()).isEqualTo(2);
  }

  @Test
  void trainTrainsNetworksOnly() throws IOException {
    JobRun run =
        run(
            "train",
            """
            study { dir = "%s/studies" }
            objective { type = function, function = sphere, x = [ 1, 2 ] }
            """);
    assertThat(run.errors())
        .containsExactly(
            "x.conf:2: objective.type: must be dl4j, whose networks the job train trains");
    assertThat(run.exit()).isEqualTo(2);
  }

  @ParameterizedTest
  @MethodSource("commandLines")
  void anUnknownJobOrOptionIsAnsweredWithTheUsage(List<String> line, String named) {
    JobRun run = JobRun.of(line.toArray(String[]::new));
    assertThat(run.err()).contains(named).contains("Usage:");
    assertThat(run.out()).isEmpty();
    assertThat(run.exit()).isEqualTo(2);
  }

  /** Runs a study file, with the folder in it; mistakes are said as from that folder. */
  private JobRun tune(String text, String... overrides) throws IOException {
    return run("tune", text, overrides);
  }

  private JobRun run(String job, String text, String... overrides) throws IOException {
    Path file = Files.writeString(folder.resolve("x.conf"), text.replace("%s", folder.toString()));
    JobRun run = JobRun.of(job, file, overrides);
    return new JobRun(run.exit(), run.out(), run.err().replace(folder + "/", ""));
  }
}
