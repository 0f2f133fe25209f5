package drover.jobs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * Marks a process in its environment. All that it starts inherits the mark, and is found by it when
 * its parents have gone.
 */
public record ProcessMark(String value) {

  private static final String NAME = "DROVER_TEST";
  private static final long PATIENCE_MILLIS = 60_000;

  /** A mark of its own. */
  public static ProcessMark create() {
    return new ProcessMark(UUID.randomUUID().toString());
  }

  /** Marks the processes that will be built so. */
  public void put(ProcessBuilder builder) {
    builder.environment().put(NAME, value);
  }

  /** The marked processes that run now. */
  public List<ProcessHandle> running() {
    return ProcessHandle.allProcesses()
        .filter(process -> read(process, "environ").contains(NAME + "=" + value))
        .toList();
  }

  /** The worker processes among them: those in which objectives run. */
  public List<ProcessHandle> workers() {
    return running("worker.args");
  }

  /** The marked processes whose command has this in it. */
  public List<ProcessHandle> running(String text) {
    return running().stream().filter(process -> read(process, "cmdline").contains(text)).toList();
  }

  /** The commands of the marked processes that do not end by themselves within a minute. */
  public List<String> survivors() throws InterruptedException {
    return survivors(List.of());
  }

  /** The same, without processes that are to live on. */
  public List<String> survivors(List<Process> daemons) throws InterruptedException {
    Set<Long> pids = daemons.stream().map(Process::pid).collect(Collectors.toSet());
    List<ProcessHandle> found = running();
    for (long waited = 0; waited < PATIENCE_MILLIS; waited += 50) {
      found = running().stream().filter(process -> !pids.contains(process.pid())).toList();
      if (found.isEmpty()) {
        break;
      }
      Thread.sleep(50);
    }
    return found.stream().map(process -> process.pid() + " " + read(process, "cmdline")).toList();
  }

  /** Ends all marked processes. */
  public void kill() {
    running().forEach(ProcessHandle::destroyForcibly);
  }

  /** A file of the process's folder in {@code /proc}; empty if it has ended or is not ours. */
  private static String read(ProcessHandle process, String file) {
    try {
      return Files.readString(Path.of("/proc", Long.toString(process.pid()), file))
          .replace('\0', ' ');
    } catch (IOException e) {
      return "";
    }
  }
}
