package drover.spark.worker;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Looks at other processes. */
final class Processes {
  private Processes() {}

  /** Where workers' files go that serve more than one test. */
  static final Path FILES = Path.of("target").toAbsolutePath();

  /** True if the process exists and is more than an entry that waits for its parent. */
  static boolean isRunning(long pid) {
    try {
      return !Files.readString(Path.of("/proc/" + pid + "/status")).contains("\nState:\tZ");
    } catch (IOException e) {
      return false;
    }
  }

  /** Waits until the file holds a process's id. */
  static long awaitPid(Path file) throws IOException, InterruptedException {
    while (!Files.exists(file) || Files.size(file) == 0) {
      Thread.sleep(10);
    }
    return Long.parseLong(Files.readString(file));
  }

  /** Waits until the process has ended. */
  static void awaitEnd(long pid) throws InterruptedException {
    while (isRunning(pid)) {
      Thread.sleep(10);
    }
  }
}
