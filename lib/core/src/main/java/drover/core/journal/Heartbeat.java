package drover.core.journal;

import drover.core.journal.HeartbeatFile.Beat;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.apache.hadoop.fs.Path;

/** Shows that this driver lives, and notices when another one has taken its study over. */
final class Heartbeat implements AutoCloseable {
  private static final int BEATS_PER_LEASE = 5;

  private final HeartbeatFile file;
  private final Path nextSegment;
  private final Duration lease;
  private final Consumer<String> notice;
  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(Heartbeat::daemon);
  private long count;
  private volatile long confirmed;
  private volatile boolean overtaken;

  private Heartbeat(HeartbeatFile file, Path nextSegment, Duration lease, Consumer<String> notice) {
    this.file = file;
    this.nextSegment = nextSegment;
    this.lease = lease;
    this.notice = notice;
  }

  /**
   * Waits until no other driver lives, and begins to beat for one that is about to claim an epoch.
   *
   * @param epoch the epoch that only this driver may claim
   * @param notice is told if the call waits, and when a beat fails
   * @throws StudyBusyException if another driver lives
   */
  static Heartbeat start(Segments segments, int epoch, Duration lease, Consumer<String> notice)
      throws IOException {
    HeartbeatFile file =
        new HeartbeatFile(segments.files(), new Path(segments.folder(), "heartbeat"));
    file.awaitSilence(lease, notice);
    Heartbeat heartbeat = new Heartbeat(file, segments.path(epoch + 1), lease, notice);
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
    if (overtaken || System.nanoTime() - confirmed > lease.toNanos() / 2) {
      beat();
    }
  }

  /**
   * Looks whether a failure to write has its reason in another driver, however late the last beat.
   *
   * @throws StudyBusyException if another driver has taken the study over
   */
  void explain(IOException failure) throws StudyBusyException {
    try {
      beat();
    } catch (StudyBusyException overtaken) {
      overtaken.addSuppressed(failure);
      throw overtaken;
    } catch (IOException e) {
      failure.addSuppressed(e);
    }
  }

  /**
   * Tells what the last beat found.
   *
   * @throws StudyBusyException if another driver has taken the study over
   */
  void requireLive() throws StudyBusyException {
    if (overtaken) {
      throw new StudyBusyException("another driver has taken the study over with " + nextSegment);
    }
  }

  private synchronized void beat() throws IOException {
    long now = System.nanoTime();
    overtaken = overtaken || file.files().exists(nextSegment);
    if (overtaken) {
      timer.shutdown();
    }
    requireLive();
    count++;
    file.write(new Beat(JournalStore.DRIVER, count));
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
    if (!overtaken && !file.files().exists(nextSegment)) {
      file.delete();
    }
  }

  private static Thread daemon(Runnable task) {
    Thread thread = new Thread(task, "drover-heartbeat");
    thread.setDaemon(true);
    return thread;
  }
}
