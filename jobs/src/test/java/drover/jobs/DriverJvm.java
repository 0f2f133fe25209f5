package drover.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A job in a JVM of its own, like that of the tests; closing it kills it, and its workers end with
 * it.
 */
record DriverJvm(Process process, ProcessMark mark, Path log) implements AutoCloseable {

  private static final long PAUSE_MILLIS = 20;

  /**
   * Starts a job on a study file.
   *
   * @param folder where its log goes
   */
  static DriverJvm start(Path folder, String job, Path file) throws IOException {
    return start(folder, job, file, Map.of());
  }

  /** Starts a job on a study file, in whose processes these variables are set. */
  static DriverJvm start(Path folder, String job, Path file, Map<String, String> environment)
      throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
        .filter(flag -> !flag.startsWith("-javaagent"))
        .forEach(command::add);
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), "drover.jobs.Main", job));
    command.add(file.toString());
    Path log = Files.createTempFile(folder, "run-", ".log");
    ProcessMark mark = ProcessMark.create();
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
    builder.environment().putAll(environment);
    mark.put(builder);
    return new DriverJvm(builder.start(), mark, log);
  }

  /** Waits for its end. */
  void requireSuccess() throws IOException, InterruptedException {
    assertThat(process.waitFor()).as(Files.readString(log)).isZero();
  }

  /** Waits a moment for something that it is to do; it must not have ended. */
  void pause() throws IOException, InterruptedException {
    assertThat(process.isAlive()).as(Files.readString(log)).isTrue();
    Thread.sleep(PAUSE_MILLIS);
  }

  @Override
  public void close() {
    mark.kill();
    Process unused = process.onExit().join(); // until then it may still hold its study
  }
}
