package drover.jobs.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A standalone Spark cluster of a Master and two Workers on loopback, from the Spark that is on
 * this JVM's classpath. Closing it ends them and their executors.
 */
final class SparkCluster implements AutoCloseable {

  private static final Pattern STARTED = Pattern.compile("Starting Spark master at (spark://\\S+)");
  private static final Pattern REGISTERED = Pattern.compile("(Successfully registered)");
  private static final long START_SECONDS = 120;

  private final Path folder;
  private final List<Process> daemons = new ArrayList<>();
  private final String master;

  /**
   * Starts a cluster.
   *
   * @param folder an existing folder for logs and executors
   * @param cores of each Worker
   */
  SparkCluster(Path folder, int cores) throws IOException, InterruptedException {
    this.folder = folder;
    try {
      master = start("master", STARTED, "master.Master", "--host", "127.0.0.1", "--port", "0");
      for (int worker = 1; worker <= 2; worker++) {
        String unused =
            start(
                "worker-" + worker,
                REGISTERED,
                "worker.Worker",
                "--host",
                "127.0.0.1",
                "--cores",
                Integer.toString(cores),
                "--memory",
                "3g",
                "--work-dir",
                folder.resolve("work").toString(),
                master);
      }
    } catch (IOException | InterruptedException | RuntimeException e) {
      close();
      throw e;
    }
  }

  /** Settings of a study that runs on the cluster. */
  List<String> settings() {
    return List.of(
        "spark.master=" + master,
        "spark.jars=" + Path.of(classpath().get(0)).toUri(),
        "spark.executor.memory=1g",
        "spark.driver.host=127.0.0.1",
        "spark.ui.enabled=false");
  }

  /** The executors that live now. */
  List<ProcessHandle> executors() {
    return daemons.stream()
        .flatMap(daemon -> daemon.toHandle().descendants())
        .filter(
            process ->
                process
                    .info()
                    .commandLine()
                    .map(line -> line.contains("CoarseGrainedExecutorBackend"))
                    .orElse(false))
        .toList();
  }

  private String start(String name, Pattern ready, String daemon, String... arguments)
      throws IOException, InterruptedException {
    Path log = folder.resolve(name + ".log");
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx512m",
                "-cp",
                String.join(":", classpath()),
                "org.apache.spark.deploy." + daemon,
                "--webui-port",
                "0"));
    command.addAll(Arrays.asList(arguments));
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
    Map<String, String> environment = builder.environment();
    environment.put("SPARK_HOME", sparkHome().toString());
    environment.put("SPARK_LOCAL_IP", "127.0.0.1");
    environment.put("SPARK_SCALA_VERSION", "2.12");
    Process process = builder.start();
    daemons.add(process);
    return await(process, log, ready);
  }

  private static String await(Process process, Path log, Pattern ready)
      throws IOException, InterruptedException {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(START_SECONDS);
    while (process.isAlive() && System.nanoTime() < end) {
      Matcher matcher = ready.matcher(Files.readString(log));
      if (matcher.find()) {
        return matcher.group(1);
      }
      Thread.sleep(100);
    }
    throw new IOException("Spark's daemon did not start: " + Files.readString(log));
  }

  private static List<String> classpath() {
    return List.of(System.getProperty("java.class.path").split(":"));
  }

  /** The folder whose {@code jars} are on the classpath. */
  private static Path sparkHome() {
    return classpath().stream()
        .filter(entry -> entry.endsWith("/jars/*") || entry.contains("/jars/spark-core_"))
        .map(entry -> Path.of(entry).resolve("../..").normalize())
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("Spark's jars are not in a folder 'jars'"));
  }

  @Override
  public void close() {
    for (int i = daemons.size() - 1; i >= 0; i--) {
      Process daemon = daemons.get(i);
      List<ProcessHandle> children = Stream.of(daemon).flatMap(Process::descendants).toList();
      daemon.destroyForcibly();
      children.forEach(ProcessHandle::destroyForcibly);
    }
  }
}
