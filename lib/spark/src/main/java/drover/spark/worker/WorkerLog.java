package drover.spark.worker;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Passes all that a worker prints on to the executor's log, with the number of the trial. */
final class WorkerLog extends Thread {
  private static final Logger LOG = LoggerFactory.getLogger(WorkerLog.class);

  /** The line of HotSpot's crash report that names the signal: # SIGSEGV (0xb) at pc=… */
  private static final Pattern CRASH = Pattern.compile("#\\s+SIG[A-Z]+ \\(0x([0-9a-f]+)\\) at .*");

  private final InputStream printed;
  private String source;
  private volatile String last = "";
  private volatile int signal;

  /**
   * @param source stands before the lines that belong to no trial
   */
  WorkerLog(InputStream printed, String source) {
    super(source + " log");
    setDaemon(true);
    this.printed = printed;
    this.source = source;
  }

  @Override
  public void run() {
    try (BufferedReader lines =
        new BufferedReader(new InputStreamReader(printed, StandardCharsets.UTF_8))) {
      lines.lines().forEach(this::line);
    } catch (IOException | UncheckedIOException e) {
      LOG.debug("{}: the log broke off", source, e);
    }
  }

  /** The last line printed so far; empty if there is none. */
  String last() {
    return last;
  }

  /** The signal that the JVM says it crashed of. */
  OptionalInt signal() {
    return signal == 0 ? OptionalInt.empty() : OptionalInt.of(signal);
  }

  private void line(String line) {
    int mark = line.indexOf(WorkerMain.TRIAL_MARK);
    String text = mark < 0 ? line : line.substring(0, mark);
    if (!text.isBlank()) {
      LOG.info("{}: {}", source, text);
      last = text;
      Matcher crash = CRASH.matcher(text);
      if (crash.matches()) {
        signal = Integer.parseInt(crash.group(1), 16);
      }
    }
    if (mark >= 0) {
      source = "trial " + line.substring(mark + 1);
    }
  }
}
