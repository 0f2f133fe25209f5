package drover.spark.worker;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/**
 * Watches how much memory this process holds: native memory counts as much as the heap. Above the
 * limit it has the garbage collector free what is dead, and if that does not help it dies of an
 * {@link OutOfMemoryError}, for the thread's handler to see.
 *
 * <p>JavaCPP's own limit ({@code maxphysicalbytes}) asks the operating system at each allocation,
 * which takes a fifth of the processor time of small networks, and sees JavaCPP's memory only.
 */
final class MemoryWatch extends Thread {
  private static final long PERIOD_MILLIS = 100;

  /** Native memory is freed by threads of its own after a collection. */
  private static final long FREEING_MILLIS = 500;

  private final long limit;

  /**
   * @param limit in bytes
   */
  MemoryWatch(long limit) {
    super("memory");
    setDaemon(true);
    this.limit = limit;
  }

  /**
   * Memory of its own that a process holds, in bytes: mapped files and shared memory do not count.
   * 0 if the process has ended.
   *
   * @param process its id, or {@code self}
   */
  static long resident(String process) {
    try (Stream<String> status = Files.lines(Path.of("/proc", process, "status"))) {
      return status
          .filter(line -> line.startsWith("RssAnon:"))
          .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) << 10)
          .findFirst()
          .orElse(0);
    } catch (IOException | UncheckedIOException e) {
      return 0;
    }
  }

  @Override
  public void run() {
    try {
      while (resident("self") <= limit || collect() <= limit) {
        Thread.sleep(PERIOD_MILLIS);
      }
    } catch (InterruptedException e) {
      return; // Nobody interrupts it: the watch ends with the process.
    }
    long held = resident("self") >> 20;
    throw new OutOfMemoryError(
        "the worker holds " + held + " MiB, " + (limit >> 20) + " MiB are allowed");
  }

  /** Only a collection finds the native memory that nobody uses any more. */
  private static long collect() throws InterruptedException {
    System.gc();
    Thread.sleep(FREEING_MILLIS);
    return resident("self");
  }
}
