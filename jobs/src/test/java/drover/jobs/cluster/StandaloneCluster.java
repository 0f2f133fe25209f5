package drover.jobs.cluster;

import drover.jobs.ProcessMark;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A standalone Spark cluster of a Master and two Workers, real processes on loopback, started from
 * the {@code SPARK_HOME} that the build lays out. Closing it ends them and all that they started.
 */
public final class StandaloneCluster implements AutoCloseable {

  private static final Path JOBS = Path.of("").toAbsolutePath();
  private static final Path SPARK_HOME = JOBS.resolve("target/spark");
  private static final Path SUBMIT = JOBS.resolveSibling("submit/cluster");

  private static final Pattern MASTER = Pattern.compile("Starting Spark master at (spark://\\S+)");
  private static final Pattern REGISTERED =
      Pattern.compile("(Successfully registered) with master");
  private static final long START_SECONDS = 120;

  private final ProcessMark mark = ProcessMark.create();
  private final Path folder;
  private final Map<String, String> environment;
  private final List<Process> daemons = new ArrayList<>();
  private final String master;

  /**
   * What a submission left.
   *
   * @param exit the command's exit code
   * @param output all that it printed
   */
  public record Submission(int exit, String output) {}

  /**
   * Starts a cluster.
   *
   * @param folder an empty folder for logs, drivers and executors
   * @param cores cores per Worker; a driver in cluster mode takes one, too
   */
  public StandaloneCluster(Path folder, int cores) throws IOException, InterruptedException {
    this(folder, cores, Map.of());
  }

  /** Starts a cluster in whose processes these variables are set. */
  public StandaloneCluster(Path folder, int cores, Map<String, String> environment)
      throws IOException, InterruptedException {
    this.folder = folder;
    this.environment = environment;
    try {
      master = started("master", MASTER, "master.Master");
      for (String worker : List.of("worker-1", "worker-2")) {
        String unused =
            started(
                worker,
                REGISTERED,
                "worker.Worker",
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

  /**
   * Runs {@code submit/cluster} with Drover's jar and waits for its end.
   *
   * @param deployMode client or cluster
   * @param options of spark-submit
   * @param job a job of Drover and its arguments
   */
  public Submission submit(String deployMode, List<String> options, List<String> job)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of(SUBMIT.toString()));
    command.addAll(options);
    command.add("--");
    command.addAll(job);
    return run(command, Map.of("MASTER", master, "DEPLOY_MODE", deployMode));
  }

  /**
   * Runs {@code spark-submit} itself and waits for its end, which in cluster mode is not the
   * driver's.
   */
  public Submission sparkSubmit(String deployMode, List<String> arguments)
      throws IOException, InterruptedException {
    List<String> command =
        new ArrayList<>(List.of(SPARK_HOME.resolve("bin/spark-submit").toString()));
    command.addAll(List.of("--master", master, "--deploy-mode", deployMode));
    command.addAll(arguments);
    return run(command, Map.of());
  }

  /** The end of each driver's and executor's log, to explain a failure. */
  public String logs() throws IOException {
    StringBuilder logs = new StringBuilder();
    try (Stream<Path> files = Files.walk(folder)) {
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

  /** The commands of drivers, executors and their children that do not end within a minute. */
  public List<String> survivors() throws InterruptedException {
    return mark.survivors(daemons);
  }

  @Override
  public void close() {
    // Workers first: the Master would start anew what dies. What a daemon started outlives it.
    for (int i = daemons.size() - 1; i >= 0; i--) {
      daemons.get(i).destroyForcibly();
    }
    mark.kill();
  }

  private Submission run(List<String> command, Map<String, String> environment)
      throws IOException, InterruptedException {
    Path output = Files.createTempFile(folder, "submission-", ".log");
    ProcessBuilder builder = builder(command, output);
    builder.environment().putAll(environment);
    Process process = builder.start();
    try {
      int exit = process.waitFor();
      return new Submission(exit, Files.readString(output));
    } finally {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
    }
  }

  /** Starts a daemon and waits until its log says what is looked for. */
  private String started(String name, Pattern sign, String type, String... arguments)
      throws IOException, InterruptedException {
    List<String> command =
        new ArrayList<>(
            List.of(
                SPARK_HOME.resolve("bin/spark-class").toString(),
                "org.apache.spark.deploy." + type,
                "--host",
                "127.0.0.1",
                "--port",
                "0",
                "--webui-port",
                "0"));
    command.addAll(List.of(arguments));
    Path log = folder.resolve(name + ".log");
    Process daemon = builder(command, log).start();
    daemons.add(daemon);
    for (long waited = 0; waited < START_SECONDS * 10 && daemon.isAlive(); waited++) {
      Matcher matcher = sign.matcher(Files.readString(log));
      if (matcher.find()) {
        return matcher.group(1);
      }
      boolean ended = daemon.waitFor(100, TimeUnit.MILLISECONDS);
      if (ended) {
        break;
      }
    }
    throw new IOException("the " + name + " did not start:\n" + Files.readString(log));
  }

  private ProcessBuilder builder(List<String> command, Path output) {
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile());
    builder.environment().put("SPARK_HOME", SPARK_HOME.toString());
    builder.environment().put("SPARK_LOCAL_IP", "127.0.0.1");
    builder.environment().put("SPARK_DAEMON_MEMORY", "256m");
    builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
    builder.environment().putAll(environment);
    mark.put(builder);
    return builder;
  }
}
