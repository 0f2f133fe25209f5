package drover.jobs.bench;

import drover.jobs.Main;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A JVM with the Java and classpath of this one that runs another main class. */
final class DroverProcess {

  /** What {@code submit/local} gives to drivers that schedule, which the bench does not. */
  private static final List<String> DRIVER = List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC");

  private DroverProcess() {}

  /**
   * Starts the JVM.
   *
   * @param log where all goes that it prints
   */
  static Process start(Path log, List<String> flags, String mainClass, String... arguments)
      throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(flags);
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), mainClass));
    command.addAll(Arrays.asList(arguments));
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
    builder.environment().put("OMP_NUM_THREADS", "1");
    return builder.start();
  }

  /**
   * Starts a job of Drover in a JVM with the flags that {@code submit/local} gives it: the bench
   * and trainings alone compile to the last degree.
   */
  static Process start(Path log, String... arguments) throws IOException {
    List<String> flags = new ArrayList<>(ManagementFactory.getRuntimeMXBean().getInputArguments());
    if (!arguments[0].equals("train")) {
      flags.addAll(DRIVER);
    }
    return start(log, flags, Main.class.getName(), arguments);
  }

  /**
   * Runs a job of Drover to its end, as {@link #start(Path, String...)} does.
   *
   * @return the seconds it took
   * @throws IOException if it exits with another code than 0
   */
  static double run(Path log, String... arguments) throws IOException, InterruptedException {
    long start = System.nanoTime();
    int exit = start(log, arguments).waitFor();
    if (exit != 0) {
      throw new IOException(
          String.join(" ", arguments) + " ended with exit code " + exit + ": see " + log);
    }
    return (System.nanoTime() - start) / 1e9;
  }
}
