package drover.spark.worker;

import drover.core.Cause;
import drover.core.Outcome;
import drover.core.TestFailedException;
import drover.core.TimeLimit;
import drover.core.TrialRun;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The worker processes of an executor: as many as calls run at once, each used from trial to trial
 * until it dies, has served its number of trials or holds too much memory. One pool per executor;
 * the workers end with it, however it ends.
 */
public final class WorkerPool implements Isolation {
  private static final Logger LOG = LoggerFactory.getLogger(WorkerPool.class);

  private final WorkerSettings settings;
  private final Optional<TimeLimit> limit;
  private final Path scratch;
  private final ProcessBuilder command;
  private final Deque<WorkerProcess> idle = new ArrayDeque<>();
  private final Set<WorkerProcess> all = new HashSet<>();
  private boolean closed;

  /**
   * A pool whose workers load classes as the calling thread does. Starts no process yet.
   *
   * @param threads with which the native code of each worker computes: at least 1
   * @param gpus addresses of the GPUs that the workers see; empty: whatever there is
   * @param limit of each trial's time
   * @param folder where the workers' files go; it exists
   * @throws UncheckedIOException if the folder cannot be written
   */
  public WorkerPool(
      WorkerSettings settings,
      int threads,
      List<String> gpus,
      Optional<TimeLimit> limit,
      Path folder) {
    this.settings = settings;
    this.limit = limit;
    try {
      scratch = Files.createTempDirectory(folder, "workers-");
      command = WorkerCommand.of(settings, threads, gpus, scratch);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot prepare worker processes: " + e, e);
    }
  }

  /** A pool whose workers have one thread each, and whose trials may run as long as they want. */
  WorkerPool(WorkerSettings settings, List<String> gpus, Path folder) {
    this(settings, 1, gpus, Optional.empty(), folder);
  }

  @Override
  public TrialRun evaluate(ObjectiveCall call, ReportListener listener)
      throws InterruptedException {
    try {
      return lend(worker -> worker.evaluate(call, listener));
    } catch (IOException e) {
      return new TrialRun(notStarted(e), List.of(), "", Instant.now(), Duration.ZERO, false);
    }
  }

  @Override
  public Map<String, Double> test(ObjectiveCall call)
      throws TestFailedException, InterruptedException {
    try {
      return lend(worker -> worker.test(call));
    } catch (IOException e) {
      throw new TestFailedException(notStarted(e));
    }
  }

  /** Kills all workers, busy ones too, and removes their files. */
  @Override
  public void close() {
    Set<WorkerProcess> last;
    synchronized (this) {
      if (closed) {
        return;
      }
      closed = true;
      last = Set.copyOf(all);
      all.clear();
      idle.clear();
    }
    last.forEach(WorkerProcess::kill);
    try (Stream<Path> files = Files.walk(scratch)) {
      files.sorted(Comparator.reverseOrder()).map(Path::toFile).forEach(File::delete);
    } catch (NoSuchFileException gone) {
      LOG.debug("{} was removed with the folder it was in", scratch, gone);
    } catch (IOException | UncheckedIOException e) {
      LOG.warn("cannot remove {}", scratch, e);
    }
  }

  private static Outcome.Failed notStarted(IOException e) {
    String reason = "no worker could be started: " + e.getMessage();
    return new Outcome.Failed(Cause.ENVIRONMENT, reason);
  }

  /** What to do with a worker while nobody else has it. */
  private interface Use<T, E extends Exception> {
    T apply(WorkerProcess worker) throws E, InterruptedException;
  }

  private <T, E extends Exception> T lend(Use<T, E> use)
      throws E, IOException, InterruptedException {
    WorkerProcess worker = take();
    try {
      return use.apply(worker);
    } finally {
      if (!worker.isSound() || isWornOut(worker)) {
        worker.kill();
      }
      giveBack(worker);
    }
  }

  /** The worker that ran last, as it is the warmest, or a new one. */
  private synchronized WorkerProcess take() throws IOException {
    if (closed) {
      throw new IOException("the pool is closed");
    }
    while (!idle.isEmpty()) {
      WorkerProcess worker = idle.pop();
      if (worker.isAlive()) {
        return worker;
      }
      all.remove(worker);
    }
    WorkerProcess worker = WorkerProcess.start(command, limit);
    all.add(worker);
    return worker;
  }

  private synchronized void giveBack(WorkerProcess worker) {
    if (worker.isAlive() && !closed) {
      idle.push(worker);
    } else {
      all.remove(worker);
    }
  }

  private boolean isWornOut(WorkerProcess worker) {
    if (worker.trials() >= settings.maxTrials()) {
      LOG.debug("{} has served {} trials and is replaced", worker, worker.trials());
      return true;
    }
    long resident = worker.resident();
    if (resident > settings.maxResident()) {
      LOG.info("{} holds {} MiB between trials and is replaced", worker, resident >> 20);
      return true;
    }
    return false;
  }
}
