package drover.jobs.cluster;

import drover.jobs.ProcessMark;
import drover.jobs.cluster.StandaloneCluster.Submission;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;

/**
 * YARN and HDFS on loopback in a JVM of their own (resources: HadoopCluster.java), and a {@code
 * SPARK_HOME} that can use them. Closing it ends them and all that they started.
 */
final class YarnCluster implements AutoCloseable {

  private static final Path JOBS = Path.of("").toAbsolutePath();
  private static final Path SUBMIT = JOBS.resolveSibling("submit/cluster");
  private static final Path JAVA_17 = JOBS.resolveSibling("submit/java17.args");
  private static final Path SOURCE =
      JOBS.resolve("src/test/resources/drover/jobs/cluster/HadoopCluster.java");
  private static final long START_SECONDS = 180;

  private final ProcessMark mark = ProcessMark.create();
  private final Path folder;
  private final Path conf;
  private final Path sparkHome;
  private final Process hadoop;

  /**
   * Starts a cluster.
   *
   * @param folder an empty folder for its files
   */
  YarnCluster(Path folder) throws IOException, InterruptedException {
    this.folder = folder;
    conf = folder.resolve("conf");
    sparkHome = sparkHome(Files.createDirectory(folder.resolve("spark")));
    Path log = folder.resolve("hadoop.log");
    ProcessBuilder builder =
        new ProcessBuilder(
            System.getProperty("java.home") + "/bin/java",
            "@" + JAVA_17,
            "-Xmx768m",
            "-cp",
            JOBS.resolve("target/yarn/hadoop") + "/*",
            SOURCE.toString(),
            Files.createDirectory(folder.resolve("data")).toString(),
            conf.toString());
    builder.directory(folder.toFile());
    hadoop = start(builder, log);
    for (long waited = 0; Files.notExists(conf); waited++) {
      if (hadoop.waitFor(100, TimeUnit.MILLISECONDS) || waited > START_SECONDS * 10) {
        close();
        throw new IOException("no Hadoop cluster:\n" + Files.readString(log));
      }
    }
  }

  /** How to reach it. */
  Configuration hadoop() {
    Configuration hadoop = new Configuration();
    hadoop.addResource(new org.apache.hadoop.fs.Path(conf.resolve("core-site.xml").toUri()));
    return hadoop;
  }

  /**
   * Runs {@code submit/cluster} with Drover's jar and waits for its end.
   *
   * @param deployMode client or cluster
   * @param options of spark-submit
   * @param job a job of Drover and its arguments
   */
  Submission submit(String deployMode, List<String> options, List<String> job)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of(SUBMIT.toString()));
    command.addAll(
        List.of(
            "--conf", "spark.yarn.jars=local:" + sparkHome + "/jars/*",
            "--conf", "spark.yarn.appMasterEnv.SPARK_LOCAL_IP=127.0.0.1",
            "--conf", "spark.executorEnv.SPARK_LOCAL_IP=127.0.0.1"));
    command.addAll(options);
    command.add("--");
    command.addAll(job);
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().put("MASTER", "yarn");
    builder.environment().put("DEPLOY_MODE", deployMode);
    builder.environment().put("HADOOP_CONF_DIR", conf.toString());
    Path output = Files.createTempFile(folder, "submission-", ".log");
    Process process = start(builder, output);
    try {
      int exit = process.waitFor();
      return new Submission(exit, Files.readString(output));
    } finally {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
    }
  }

  /** The JVMs of containers whose main class has this name. */
  List<ProcessHandle> containers(String main) {
    return mark.running().stream()
        .filter(process -> command(process).matches(".*/bin/java .*\\." + main + " .*"))
        .toList();
  }

  /** The end of each container's log, to explain a failure. */
  String logs() throws IOException {
    StringBuilder logs = new StringBuilder();
    try (Stream<Path> files = Files.walk(folder.resolve("data"))) {
      for (Path file : files.filter(file -> file.endsWith("stderr")).sorted().toList()) {
        List<String> lines = Files.readAllLines(file);
        logs.append("== ").append(folder.relativize(file)).append('\n');
        lines.stream()
            .skip(Math.max(0, lines.size() - 50))
            .forEach(line -> logs.append(line).append('\n'));
      }
    }
    return logs.toString();
  }

  /** The commands of containers and their children that do not end within a minute. */
  List<String> survivors() throws InterruptedException {
    return mark.survivors(List.of(hadoop));
  }

  @Override
  public void close() {
    hadoop.destroyForcibly();
    mark.kill();
  }

  private Process start(ProcessBuilder builder, Path output) throws IOException {
    builder.redirectErrorStream(true).redirectOutput(output.toFile());
    builder.environment().put("SPARK_HOME", sparkHome.toString());
    builder.environment().put("SPARK_LOCAL_IP", "127.0.0.1");
    builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
    mark.put(builder);
    return builder.start();
  }

  /** The build's Spark, and what it needs besides for YARN. */
  private static Path sparkHome(Path home) throws IOException {
    Path jars = Files.createDirectory(home.resolve("jars"));
    for (String from : List.of("spark/jars", "yarn/spark")) {
      try (Stream<Path> files = Files.list(JOBS.resolve("target").resolve(from))) {
        for (Path jar : files.toList()) {
          Path unused = Files.createSymbolicLink(jars.resolve(jar.getFileName()), jar);
        }
      }
    }
    Path bin = Files.createDirectory(home.resolve("bin"));
    for (String script : List.of("spark-class", "spark-submit")) {
      Path copy = Files.copy(JOBS.resolve("target/spark/bin").resolve(script), bin.resolve(script));
      if (!copy.toFile().setExecutable(true)) {
        throw new IOException("cannot make executable: " + copy);
      }
    }
    return home;
  }

  private static String command(ProcessHandle process) {
    try {
      return Files.readString(Path.of("/proc", Long.toString(process.pid()), "cmdline"))
          .replace('\0', ' ');
    } catch (IOException ended) {
      return "";
    }
  }
}
