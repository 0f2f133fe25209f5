package drover.core.journal;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.time.Duration;
import org.apache.hadoop.conf.Configuration;

/** A {@link DriverMain} as a child process. */
final class DriverProcess implements AutoCloseable {
  private static final String COMMITTED = "committed ";

  private final Process process;
  private final BufferedReader output;

  DriverProcess(org.apache.hadoop.fs.Path folder, Configuration conf, Duration lease)
      throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx256m",
            "-XX:TieredStopAtLevel=1",
            "-XX:+UseSerialGC",
            "-cp",
            System.getProperty("java.class.path"),
            DriverMain.class.getName(),
            folder.toString(),
            Long.toString(lease.toMillis()));
    this.process = builder.redirectError(ProcessBuilder.Redirect.INHERIT).start();
    this.output = process.inputReader(UTF_8);
    try (OutputStream input = process.getOutputStream()) {
      conf.writeXml(input);
    }
  }

  long pid() {
    return process.pid();
  }

  /** Waits for a line of output that begins so. */
  String await(String prefix) throws IOException {
    String line = output.readLine();
    while (line != null && !line.startsWith(prefix)) {
      line = output.readLine();
    }
    if (line == null) {
      throw new IOException("the driver ended without a line '" + prefix + "…'");
    }
    return line;
  }

  /**
   * Ends the process by SIGKILL. Returns how many events it said are committed since last asked.
   */
  int kill() throws IOException, InterruptedException {
    signal("KILL"); // destroyForcibly would throw away what it said.
    exit();
    return output
        .lines()
        .filter(line -> line.startsWith(COMMITTED))
        .mapToInt(line -> Integer.parseInt(line.substring(COMMITTED.length())))
        .reduce(0, Math::max);
  }

  /** Sends a signal by its name. */
  void signal(String name) throws IOException, InterruptedException {
    new ProcessBuilder("kill", "-" + name, Long.toString(pid())).start().waitFor();
  }

  /** Waits for the process to end by itself. */
  int exit() throws InterruptedException {
    return process.waitFor();
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
