package drover.jobs.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The cluster that the other tests rely on runs what it is given, from the project's own jars. */
@Timeout(300)
final class StandaloneClusterIT {

  private static final Path JAVA_17 = Path.of("../submit/java17.args");

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
  void itRunsAnApplication(String deployMode) throws Exception {
    Path result = folder.resolve("sum-" + deployMode);
    StandaloneCluster.Submission submission =
        cluster.sparkSubmit(
            deployMode,
            List.of(
                "--driver-memory",
                "512m",
                "--conf",
                "spark.executor.memory=512m",
                "--driver-java-options",
                java17(),
                "--class",
                SumJob.class.getName(),
                jar(folder.resolve("sum.jar")).toString(),
                result.toString()));
    assertThat(submission.exit()).as(submission.output()).isZero();
    for (int i = 0; i < 1000 && Files.notExists(result); i++) {
      Thread.sleep(100);
    }
    assertThat(result).as(cluster.logs()).exists().hasContent("10 " + deployMode);
  }

  private static String java17() throws IOException {
    try (Stream<String> lines = Files.lines(JAVA_17)) {
      return lines.filter(line -> !line.startsWith("#")).collect(Collectors.joining(" "));
    }
  }

  private static Path jar(Path jar) throws IOException {
    String name = SumJob.class.getName().replace('.', '/') + ".class";
    try (OutputStream file = Files.newOutputStream(jar);
        JarOutputStream out = new JarOutputStream(file);
        InputStream in = SumJob.class.getResourceAsStream("/" + name)) {
      out.putNextEntry(new JarEntry(name));
      in.transferTo(out);
    }
    return jar;
  }
}
