package drover.spark;

import drover.core.Report;
import drover.core.TrialListener;
import drover.core.TrialRun;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/**
 * One trial handed to Spark, until it comes back. Spark says on one thread that a task began and on
 * another that it ended; here the two are brought into order: nothing begins after its end, and
 * what has ended had begun.
 */
final class Launch {

  /** On how many executors it may not be able to begin. */
  private static final int BEGINNINGS = 4;

  private static final AtomicLong LAST = new AtomicLong();

  private final long number = LAST.incrementAndGet();
  private final TrialListener listener;
  private String executor = "";

  /** The Spark task that runs it, the last one if Spark tried it again: those have larger ids. */
  private long task = -1;

  private Instant began = Instant.now();

  /** What the running task reported. */
  private final List<Report> reports = new ArrayList<>();

  private boolean evaluating;
  private int failedBeginnings;
  private boolean ended;

  Launch(TrialListener listener) {
    this.listener = listener;
  }

  /** Its number among those of this JVM. */
  long number() {
    return number;
  }

  /** An executor as a person would look for it: {@code driver}, {@code 3 (host)}. */
  static String executor(String id, String host) {
    return id.equals("driver") ? id : id + " (" + host + ")";
  }

  /** Spark's id of an executor of that name. */
  static String id(String executor) {
    return executor.split(" ", 2)[0];
  }

  /** It could not begin; true if it is to be tried on another executor. */
  synchronized boolean beginsAgain() {
    return !ended && ++failedBeginnings < BEGINNINGS;
  }

  /** Spark started a task for the trial on an executor, the first one or another. */
  synchronized void began(long newTask, String on) {
    if (!ended && newTask > task) {
      task = newTask;
      begin(on);
    }
  }

  private void begin(String on) {
    executor = on;
    began = Instant.now();
    reports.clear();
    evaluating = false;
    listener.started(on);
  }

  /**
   * A task told how it stands.
   *
   * @return false if it is to end: the listener wants it, or nobody waits for this task any more
   */
  synchronized boolean reported(ReportMessage message) {
    if (ended || message.task() < task) {
      return false;
    }
    began(message.task(), message.executor()); // Spark may say so later, or of the first one only
    if (message.evaluating() != evaluating) {
      evaluating = message.evaluating();
      listener.evaluating(evaluating);
    }
    boolean goesOn = true;
    for (Report report : message.reports()) {
      reports.add(report);
      goesOn &= listener.reported(report);
    }
    return goesOn;
  }

  /** The trial came back. */
  synchronized TrialRun ended(TrialRun run) {
    if (!run.executor().equals(executor)) {
      begin(run.executor());
    }
    ended = true;
    return run;
  }

  /**
   * Spark gave the trial up.
   *
   * @param alone true if it was the only trial on its executor
   */
  synchronized TrialRun lost(Throwable failure, boolean alone) {
    ended = true;
    return new TrialRun(
        Losses.failure(String.valueOf(failure.getMessage()), executor, alone),
        List.copyOf(reports),
        executor,
        began,
        Duration.between(began, Instant.now()),
        false);
  }

  /** Where it runs; empty if nobody knows yet. */
  synchronized String executor() {
    return executor;
  }

  /** Nobody waits for the trial any more. */
  synchronized void close() {
    ended = true;
  }
}
