package drover.jobs;

import static drover.jobs.SphereStudy.only;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import drover.core.S3Server;
import drover.core.journal.Event;
import drover.core.journal.Journals;
import drover.core.json.Json;
import drover.jobs.LocalRun.Ended;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Studies of which all lies on S3: file, data, journal, checkpoints and models. */
@Tag("slow")
@Timeout(600)
@SuppressWarnings("NullAway.Init")
final class S3StudyIT {

  /** Of a trial that has some of its forty epochs behind it. */
  private static final Pattern CHECKPOINT = Pattern.compile("[0-9]{1,2}-1-.*\\.json");

  @TempDir static java.nio.file.Path local;

  private static S3Server s3;
  private static Configuration hadoop;
  private static List<String> settings;

  private final Path folder = s3.newFolder();

  @BeforeAll
  static void start() throws Exception {
    s3 = S3Server.start(local);
    hadoop = s3.conf();
    // The whole name in quotes: in HOCON endpoint.region stands below endpoint, in place of its
    // value.
    settings =
        s3.settings().entrySet().stream()
            .map(setting -> "spark.hadoop.\"" + setting.getKey() + "\"=" + setting.getValue())
            .toList();
  }

  @AfterAll
  static void stop() {
    s3.close();
  }

  @Test
  void theTrialsOfAKilledDriverGoOnFromTheirCheckpoints() throws Exception {
    write("data/train.csv", rows(1000));
    write("data/test.csv", rows(300));
    String file = study("killed", 6, 40);
    try (LocalRun driver = tune(file)) {
      while (names("killed/checkpoints").stream().noneMatch(CHECKPOINT.asMatchPredicate())) {
        assertThat(driver.isAlive()).isTrue();
        Thread.sleep(20);
      }
      driver.signal("KILL");
      assertThat(driver.ended().exit()).isEqualTo(137);
    }
    try (LocalRun driver = tune(file)) {
      Ended last = driver.ended();
      assertThat(last.exit()).as(last.out() + last.err()).isZero();
      assertThat(last.err()).isEmpty();
    }

    List<Event.Told> told = only(Event.Told.class, journal("killed"));
    assertThat(told).extracting(Event.Told::id).containsExactlyInAnyOrder(0, 1, 2, 3, 4, 5);
    assertThat(told)
        .anySatisfy(
            trial -> {
              assertThat(trial.attempt()).isGreaterThan(1);
              assertThat(trial.run().continuation().from()).isPositive();
            });
    JsonNode status = Json.parse(read("killed/status.json"));
    assertThat(status.get("state").asText()).isEqualTo("complete");
    assertThat(status.at("/test/accuracy").doubleValue()).isGreaterThan(0.9);
    String best = status.at("/best/trial").asText();
    assertThat(names("killed/models")).containsExactly(best + ".zip");
    assertThat(names("killed/checkpoints")).hasSize(2).allMatch(name -> name.startsWith("40-"));
    assertThat(names("killed")).contains("best-model.zip", "trials.csv", "best.conf");

    JobRun report = job("report", folder + "/killed");
    assertThat(report.err()).isEmpty();
    assertThat(report.out()).contains("killed: 6 trials, 6 scored", "Best: trial " + best);
    JobRun check = job("check", file);
    assertThat(check.exit()).as(check.err()).isZero();
    assertThat(check.out()).contains("network.0.dense.units", "secret.key", "******");
    JobRun train =
        job(
            "train",
            folder + "/killed/best.conf",
            "study.name=trained",
            "objective.training.epochs=2",
            "trial.isolation=thread");
    assertThat(train.exit()).as(train.err()).isZero();
    assertThat(names("trained")).contains("best-model.zip");
  }

  @Test
  void dataOfAnotherLengthAreRefused() throws Exception {
    write("data/table.csv", rows(300));
    String file = study("grown", 2, 2);
    JobRun first = job("tune", file, "trial.isolation=thread");
    assertThat(first.exit()).as(first.err()).isZero();

    write("data/table.csv", rows(300)); // the same again
    JobRun again = job("tune", file, "trial.isolation=thread", "study.trials=3");
    assertThat(again.exit()).as(again.err()).isZero();
    write("data/table.csv", rows(400));
    JobRun changed = job("tune", file, "trial.isolation=thread", "study.trials=4");
    assertThat(changed.exit()).isEqualTo(2);
    assertThat(changed.errors())
        .singleElement()
        .asString()
        .matches(folder + "/data has [0-9]+ bytes, but had [0-9]+ when the study began; .*");
  }

  @Test
  void aSecondDriverIsRefusedAndCtrlCStopsTheFirst() throws Exception {
    String file =
        write(
            "busy.conf",
            """
            study { dir = "%s", trials = 4 }
            objective { type = function, function = sphere, x = [ { real = [-5, 5] } ], sleep = 10m }
            search { algorithm = random }
            spark { master = "local[2]" }
            """
                .formatted(folder));
    try (LocalRun first = tune(file)) {
      while (only(Event.Started.class, journal("busy")).isEmpty()) {
        assertThat(first.isAlive()).isTrue();
        Thread.sleep(50);
      }
      try (LocalRun second = tune(file)) {
        Ended refused = second.ended();
        assertThat(refused.exit()).as(refused.err()).isEqualTo(4);
        assertThat(refused.err()).contains("another driver (").hasLineCount(1);
      }
      first.pressCtrlC();
      Ended stopped = first.ended();
      assertThat(stopped.exit()).as(stopped.err()).isEqualTo(130);
      assertThat(stopped.survivors()).isEmpty();
    }
    assertThat(Json.parse(read("busy/status.json")).get("state").asText()).isEqualTo("stopped");
  }

  static Stream<Arguments> mistakes() {
    return Stream.of(
        Arguments.of(
            "study.dir=s3a://no-such-bucket/x",
            "study.dir: cannot be written: The specified bucket does not exist"),
        Arguments.of(
            "objective.data.source=s3a://no-such-bucket/x.csv",
            "x.csv: cannot be read: The specified bucket does not exist"),
        Arguments.of(
            "study.dir=s3a://nobody/x",
            "study.dir: cannot be written: Session credentials in Hadoop configuration: No AWS"
                + " Credentials"),
        Arguments.of(
            "study.require-fencing=true",
            "study.require-fencing: FOLDER/wrong/journal: this file system cannot create a file"
                + " exclusively"));
  }

  @ParameterizedTest
  @MethodSource("mistakes")
  void aMistakeIsOneLine(String override, String mistake) throws Exception {
    String file =
        write("wrong.conf", "study.dir = \"%s\"\nsearch.algorithm = random".formatted(folder));
    JobRun run =
        job(
            "tune",
            file,
            override,
            "spark.hadoop.\"fs.s3a.bucket.nobody.aws.credentials.provider\"="
                + "org.apache.hadoop.fs.s3a.TemporaryAWSCredentialsProvider");
    assertThat(run.errors())
        .singleElement()
        .asString()
        .contains(mistake.replace("FOLDER", folder.toString()));
    assertThat(run.exit()).isEqualTo(2);
  }

  @ParameterizedTest
  @CsvSource({"tune, x.conf", "check, x.conf", "train, x.conf", "report, x.conf", "report, x"})
  void aBucketThatIsNotThereIsOneLine(String job, String name) {
    String file = "s3a://no-such-bucket/" + name;
    JobRun run = job(job, file);
    assertThat(run.errors())
        .containsExactly(file + ": cannot be read: The specified bucket does not exist");
    assertThat(run.exit()).isEqualTo(2);
  }

  private static LocalRun tune(String file) throws IOException {
    return LocalRun.start(local, file, settings);
  }

  private static JobRun job(String job, String file, String... overrides) {
    List<String> line = new ArrayList<>(List.of(job, file));
    line.addAll(settings);
    line.addAll(Arrays.asList(overrides));
    return JobRun.of(line.toArray(String[]::new));
  }

  private String study(String name, int trials, int epochs) throws IOException {
    return write(
        name + ".conf",
        """
        study { dir = "%s", trials = %d, seed = 5, parallelism = 2 }
        trial { checkpoint-interval = 1ms }
        objective {
          data { source = "%1$s/data" }
          network = [ { dense { units = { int = [8, 64], scale = log } } } ]
          training { epochs = %d, batch-size = 8, updater { adam { learning-rate = 0.01 } } }
        }
        search { algorithm = random }
        worker { heap = 256m, off-heap = 512m }
        spark { master = "local[2]" }
        """
            .formatted(folder, trials, epochs));
  }

  /** Rows whose class follows from their first column. */
  private static String rows(int count) {
    StringBuilder rows = new StringBuilder("a,b,kind\n");
    for (int i = 0; i < count; i++) {
      rows.append(i % 2 == 0 ? 1 : -1)
          .append(',')
          .append(i % 7)
          .append(i % 2 == 0 ? ",x\n" : ",y\n");
    }
    return rows.toString();
  }

  private FileSystem files() throws IOException {
    return folder.getFileSystem(hadoop);
  }

  private String write(String name, String text) throws IOException {
    try (OutputStream out = files().create(new Path(folder, name), true)) {
      out.write(text.getBytes(UTF_8));
    }
    return folder + "/" + name;
  }

  private String read(String name) throws IOException {
    try (InputStream in = files().open(new Path(folder, name))) {
      return new String(in.readAllBytes(), UTF_8);
    }
  }

  /** The names of the files in a folder and below; none if it is not there. */
  private List<String> names(String name) throws IOException {
    List<String> names = new ArrayList<>();
    try {
      var found = files().listFiles(new Path(folder, name), true);
      while (found.hasNext()) {
        names.add(found.next().getPath().getName());
      }
    } catch (FileNotFoundException none) {
      // Nobody has made it yet.
    }
    return names;
  }

  private List<Event> journal(String study) throws IOException {
    return Journals.read(new Path(folder, study + "/journal"), hadoop);
  }
}
