package drover.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import drover.core.json.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.zip.GZIPOutputStream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.hdfs.MiniDFSCluster;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Data on a real HDFS: one name node and one data node inside the test's JVM. */
@Timeout(600)
final class HdfsDataTest {

  @TempDir static java.nio.file.Path folder;

  private static MiniDFSCluster cluster;
  private static FileSystem hdfs;

  @BeforeAll
  static void start() throws IOException {
    Configuration conf = new Configuration();
    conf.set(MiniDFSCluster.HDFS_MINIDFS_BASEDIR, folder.resolve("hdfs").toString());
    conf.setInt("dfs.replication", 1);
    cluster = new MiniDFSCluster.Builder(conf).numDataNodes(1).build();
    hdfs = cluster.getFileSystem();
  }

  @AfterAll
  static void stop() {
    cluster.shutdown(true);
  }

  @Test
  void aTableIsTrainedOnAndRefusedWhenItHasGrown() throws IOException {
    Path table = new Path("/data/table.csv.gz");
    write(table, rows(300));
    java.nio.file.Path file = study("table", "\"" + hdfs.getUri() + table + "\"");
    JobRun run = JobRun.of("tune", file);
    assertThat(run.exit()).as(run.err()).isZero();
    assertThat(accuracy("table")).isGreaterThan(0.9);

    write(table, rows(300)); // the same again
    JobRun again = JobRun.of("tune", file, "study.trials=3");
    assertThat(again.exit()).as(again.err()).isZero();
    write(table, rows(400));
    JobRun changed = JobRun.of("tune", file, "study.trials=4");
    assertThat(changed.exit()).isEqualTo(2);
    assertThat(changed.err())
        .contains(hdfs.getUri() + "/data/table.csv.gz has ")
        .contains("when the study began");
  }

  @Test
  void aFolderOfFilesIsTrainedOn() throws IOException {
    write(new Path("/words/good.txt"), "fine day\n".repeat(40) + "great sun\n".repeat(40));
    write(new Path("/words/bad.txt"), "cold rain\n".repeat(40) + "grey fog\n".repeat(40));
    write(new Path("/words/_SUCCESS"), "");
    java.nio.file.Path file =
        study("words", "\"" + hdfs.getUri() + "/words\"", "{ embedding { units = 4 } }");
    JobRun run = JobRun.of("tune", file);
    assertThat(run.exit()).as(run.err()).isZero();
    assertThat(accuracy("words")).isEqualTo(1);
  }

  @Test
  void whatIsNotThereIsAMistake() throws IOException {
    JobRun run = JobRun.of("check", study("none", "\"" + hdfs.getUri() + "/none.csv\""));
    assertThat(run.exit()).isEqualTo(2);
    assertThat(run.err()).contains("none.csv: there is no such file or folder");
  }

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

  private static void write(Path path, String text) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    try (FSDataOutputStream out = hdfs.create(path, true)) {
      if (path.getName().endsWith(".gz")) {
        try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
          gzip.write(bytes);
        }
      } else {
        out.write(bytes);
      }
    }
  }

  private static java.nio.file.Path study(String name, String source, String... layers)
      throws IOException {
    return Files.writeString(
        folder.resolve(name + ".conf"),
        """
        study { name = %s, dir = "%s", trials = 2, parallelism = 1 }
        objective {
          data { source = %s }
          network = [ %s ]
          training {
            epochs = 5
            batch-size = 16
            updater { adam { learning-rate = { real = [0.02, 0.05] } } }
          }
        }
        search.algorithm = random
        trial.isolation = thread
        spark.spark.master = "local[1]"
        """
            .formatted(name, folder.resolve("studies"), source, String.join(", ", layers)));
  }

  private static double accuracy(String study) throws IOException {
    java.nio.file.Path status = folder.resolve("studies").resolve(study).resolve("status.json");
    return Json.parse(Files.readString(status)).at("/best/metrics/accuracy").doubleValue();
  }
}
