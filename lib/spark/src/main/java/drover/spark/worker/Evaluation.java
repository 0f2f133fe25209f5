package drover.spark.worker;

import drover.core.Goal;
import drover.core.Outcome;
import drover.core.Report;
import drover.core.TimeLimit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The reports of one evaluation, which its objective may make on any thread, and whether it was
 * stopped. Made by the thread that evaluates.
 */
final class Evaluation implements Consumer<Report> {

  private final ReportListener listener;
  private final Thread thread = Thread.currentThread();
  private final Object reporting = new Object();
  private final List<Report> curve = new ArrayList<>();
  private boolean stopped;
  private boolean late;
  private boolean ended;

  Evaluation(ReportListener listener) {
    this.listener = listener;
  }

  /**
   * Takes a report; what comes after the evaluation's end is nobody's.
   *
   * @throws StoppedError if the evaluation is to end now
   */
  @Override
  public void accept(Report report) {
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
