package drover.jobs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A {@code submit/local tune} as a user starts it. Closing it ends all that it started. */
final class LocalRun implements AutoCloseable {

  private static final Path SUBMIT = Path.of("../submit/local").toAbsolutePath().normalize();

  /**
   * In a process group of its own, as a terminal starts it; and answering to Ctrl-C, even where the
   * tests themselves were started with it ignored.
   */
  private static final List<String> AS_A_TERMINAL =
      List.of("setsid", "env", "--default-signal=INT");

  private final ProcessMark mark = ProcessMark.create();
  private final Process process;
  private final Path out;
  private final Path err;

  private LocalRun(Path folder, String file, List<String> overrides) throws IOException {
    out = Files.createTempFile(folder, "run-", ".out");
    err = Files.createTempFile(folder, "run-", ".err");
    List<String> command = new ArrayList<>(AS_A_TERMINAL);
    command.addAll(List.of(SUBMIT.toString(), "tune", file));
    command.addAll(overrides);
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectOutput(out.toFile()).redirectError(err.toFile());
    builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
    builder.environment().put("DROVER_JAVA_OPTS", "-Xmx512m -XX:TieredStopAtLevel=1");
    mark.put(builder);
    process = builder.start();
  }

  /** Starts to tune a study file; what that prints is kept in the file's folder. */
  static LocalRun start(Path file, String... overrides) throws IOException {
    return new LocalRun(file.resolveSibling(""), file.toString(), List.of(overrides));
  }

  /** Starts to tune a study file that is anywhere; what that prints is kept in the folder. */
  static LocalRun start(Path folder, String file, List<String> overrides) throws IOException {
    return new LocalRun(folder, file, overrides);
  }

  /** Tunes a study file to the run's end. */
  static Ended run(Path file, String... overrides) throws IOException, InterruptedException {
    try (LocalRun run = start(file, overrides)) {
      return run.ended();
    }
  }

  /**
   * What a run left.
   *
   * @param exit its exit code
   * @param out what it printed on its standard output
   * @param err and on its standard error
   * @param survivors what it started and did not end
   */
  record Ended(int exit, String out, String err, List<String> survivors) {}

  /** Waits for its end. */
  Ended ended() throws IOException, InterruptedException {
    int exit = process.waitFor();
    List<String> survivors = mark.survivors();
    return new Ended(exit, Files.readString(out), Files.readString(err), survivors);
  }

  boolean isAlive() {
    return process.isAlive();
  }

  /** The worker processes that it has now. */
  List<ProcessHandle> workers() {
    return mark.workers();
  }

  /** Sends a signal, by its name, to the driver alone. */
  void signal(String name) throws IOException, InterruptedException {
    kill(name, Long.toString(process.pid()));
  }

  /** Presses Ctrl-C, which a terminal sends to the driver and all its children. */
  void pressCtrlC() throws IOException, InterruptedException {
    kill("INT", "-" + process.pid());
  }

  private static void kill(String signal, String target) throws IOException, InterruptedException {
    int exit = new ProcessBuilder("sh", "-c", "kill -" + signal + " " + target).start().waitFor();
    if (exit != 0) {
      throw new IOException("no process " + target + " to send " + signal + " to");
    }
  }

  @Override
  public void close() {
    mark.kill();
  }
}
