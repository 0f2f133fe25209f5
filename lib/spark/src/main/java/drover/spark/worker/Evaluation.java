package drover.spark.worker;

import drover.core.Checkpoint;
import drover.core.Goal;
import drover.core.Outcome;
import drover.core.Report;
import drover.core.TimeLimit;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The reports and checkpoints of one evaluation, made on any thread, and whether it was stopped.
 * Made by the thread that evaluates.
 */
final class Evaluation {

  private final ReportListener listener;
  private final Thread thread = Thread.currentThread();
  private final Object reporting = new Object();
  private final List<Report> curve = new ArrayList<>();
  private final Checkpointing checkpointing;
  private int offered;
  private long saved = System.nanoTime();
  private boolean stopped;
  private boolean late;
  private boolean ended;

  Evaluation(Checkpointing checkpointing, ReportListener listener) {
    this.checkpointing = checkpointing;
    this.listener = listener;
  }

  /**
   * Takes a report; what comes after the evaluation's end is nobody's.
   *
   * @throws StoppedError if the evaluation is to end now
   */
  void report(Report report) {
    synchronized (reporting) { // not held by who only asks how it stands
      if (!isOpen(report)) {
        return;
      }
      try {
        if (!listener.reported(report)) {
          stop();
          throw new StoppedError();
        }
      } catch (InterruptedException e) {
        thread.interrupt(); // the objective's own business is interrupted, wherever it reported
      }
    }
  }

  /** Has an offered checkpoint written if it is wanted. */
  void offer(int step, boolean last, Checkpoint.Writer writer) throws IOException {
    synchronized (reporting) {
      if (!isWanted(step, last)) {
        return;
      }
      Path file = checkpointing.folder().resolve("step-" + step);
      Files.deleteIfExists(file);
      writer.write(file);
      saved = System.nanoTime();
      listener.saved(new SavedCheckpoint(step, last, file));
    }
  }

  private synchronized boolean isWanted(int step, boolean last) {
    if (stopped) {
      throw new StoppedError();
    }
    offered = step;
    long since = System.nanoTime() - saved;
    boolean due = checkpointing.interval().map(time -> since >= time.toNanos()).orElse(false);
    return !ended && (last ? checkpointing.last() : due);
  }

  /** The last step of which a checkpoint was offered, 0 if none was. */
  synchronized int offered() {
    return offered;
  }

  private synchronized boolean isOpen(Report report) {
    if (stopped) {
      throw new StoppedError();
    }
    if (!ended) {
      curve.add(report);
    }
    return !ended;
  }

  /** If another thread reported, the evaluating one has to hear of it. */
  private synchronized void stop() {
    stopped = true;
    if (!ended && Thread.currentThread() != thread) {
      thread.interrupt();
    }
  }

  /** Its time is over: it is interrupted, and ends with its next report at the latest. */
  synchronized void timeUp() {
    if (!ended && !stopped) {
      late = true;
      stop();
    }
  }

  /** The outcome of an evaluation that was stopped. */
  synchronized Outcome outcome(List<Goal> goals, Optional<TimeLimit> limit) {
    return late ? limit.orElseThrow().outcome(goals.get(0), curve) : pruned(goals, curve);
  }

  /** Ends it: true if it was stopped, which is then why it ended, however it did. */
  synchronized boolean end() {
    ended = true;
    if (stopped) {
      boolean unused = Thread.interrupted();
    }
    return stopped;
  }

  /** The reports so far. */
  synchronized List<Report> curve() {
    return List.copyOf(curve);
  }

  /** The outcome of a trial that was stopped after these reports. */
  static Outcome pruned(List<Goal> goals, List<Report> curve) {
    return new Outcome.Pruned(goals.get(0).lastLoss(curve).orElseThrow());
  }
}
