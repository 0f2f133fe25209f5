package drover.jobs.bench;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A JVM like this one (same Java, flags and classpath) that runs another main class. */
final class DroverProcess {

  private DroverProcess() {}

  /** Starts the JVM; what it prints goes to the file. */
  static Process start(Path log, String mainClass, String... arguments) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), mainClass));
    command.addAll(Arrays.asList(arguments));
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
    builder.environment().put("OMP_NUM_THREADS", "1");
    return builder.start();
  }

  /**
   * Runs the JVM to its end.
   *
   * @return the seconds it took
   * @throws IOException if it exits with another code than 0
   */
  static double run(Path log, String mainClass, String... arguments)
      throws IOException, InterruptedException {
    long start = System.nanoTime();
    int exit = start(log, mainClass, arguments).waitFor();
    if (exit != 0) {
      throw new IOException(
          String.join(" ", arguments) + " ended with exit code " + exit + ": see " + log);
    }
    return (System.nanoTime() - start) / 1e9;
  }
}
