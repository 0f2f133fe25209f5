package drover.core.journal;

import drover.core.journal.HeartbeatFile.Beat;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Shows that this driver lives, and notices when another one has taken its study over. */
final class Heartbeat implements AutoCloseable {
  private static final int BEATS_PER_LEASE = 5;

  private final HeartbeatFile file;
  private final int segment;
  private final Duration lease;
  private final Consumer<String> notice;
  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(Heartbeat::daemon);
  private long count;
  private volatile long confirmed;
  private volatile @Nullable Beat successor;

  private Heartbeat(HeartbeatFile file, int segment, Duration lease, Consumer<String> notice) {
    this.file = file;
    this.segment = segment;
    this.lease = lease;
    this.notice = notice;
  }

  /**
   * Begins to beat, for the driver of a segment.
   *
   * @param notice is told when a beat fails
   * @throws StudyBusyException if there is a driver of a later segment
   */
  static Heartbeat start(HeartbeatFile file, int segment, Duration lease, Consumer<String> notice)
      throws IOException {
    Heartbeat heartbeat = new Heartbeat(file, segment, lease, notice);
    heartbeat.beat();
    long nanos = lease.toNanos() / BEATS_PER_LEASE;
    Future<?> unused =
        heartbeat.timer.scheduleWithFixedDelay(
            heartbeat::beatOnTime, nanos, nanos, TimeUnit.NANOSECONDS);
    return heartbeat;
  }

  /**
   * To be called before anything is written: beats now if the last beat is so long ago that another
   * driver may have given this one up.
   *
   * @throws StudyBusyException if another driver has taken the study over
   */
  void requireLatest() throws IOException {
    if (successor != null || System.nanoTime() - confirmed > lease.toNanos() / 2) {
      beat();
    }
  }

  private synchronized void beat() throws IOException {
    long now = System.nanoTime();
    Optional<Beat> latest = file.read();
    if (latest.isPresent() && latest.get().segment() > segment) {
      successor = latest.get();
    }
    if (successor != null) {
      timer.shutdown();
      throw new StudyBusyException("driver " + successor.driver() + " has taken the study over");
    }
    count++;
    file.write(new Beat(JournalStore.DRIVER, segment, count));
    confirmed = now;
  }

  private synchronized void beatOnTime() {
    if (timer.isShutdown()) {
      return;
    }
    try {
      beat();
    } catch (IOException | RuntimeException e) {
      notice.accept("heartbeat: " + e.getMessage());
    }
  }

  /** Stops as if this driver had died: the file stays. */
  synchronized void stop() {
    timer.shutdown();
  }

  /** Stops, and lets the next driver begin at once. */
  @Override
  public synchronized void close() throws IOException {
    stop();
    Optional<Beat> latest = file.read();
    if (latest.isPresent() && latest.get().segment() == segment) {
      file.delete();
    }
  }

  private static Thread daemon(Runnable task) {
    Thread thread = new Thread(task, "drover-heartbeat");
    thread.setDaemon(true);
    return thread;
  }
}
