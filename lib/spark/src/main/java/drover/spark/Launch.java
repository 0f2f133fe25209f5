package drover.spark;

import drover.core.Outcome;
import drover.core.Report;
import drover.core.TrialListener;
import drover.core.TrialRun;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * One trial handed to Spark, until it comes back. Spark says on one thread that a task began and on
 * another that it ended; here the two are brought into order: nothing begins after its end, and
 * what has ended had begun.
 */
final class Launch {

  private final TrialListener listener;
  private String executor = "";

  /** The Spark task that runs it, the last one if Spark tried it again: those have larger ids. */
  private long task = -1;

  private Instant began = Instant.now();
  private boolean ended;

  Launch(TrialListener listener) {
    this.listener = listener;
  }

  /** An executor as a person would look for it: {@code driver}, {@code 3 (host)}. */
  static String executor(String id, String host) {
    return id.equals("driver") ? id : id + " (" + host + ")";
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
    listener.started(on);
  }

  /**
   * A task reported.
   *
   * @return false if it is to end: the listener wants it, or nobody waits for this task any more
   */
  synchronized boolean reported(long by, String on, List<Report> reports) {
    if (ended || by < task) {
      return false;
    }
    began(by, on); // Spark may say so later
    boolean goesOn = true;
    for (Report report : reports) {
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

  /** Spark gave the trial up. */
  synchronized TrialRun lost(Throwable failure) {
    ended = true;
    return new TrialRun(
        new Outcome.Failed(reason(String.valueOf(failure.getMessage()))),
        true,
        List.of(),
        executor,
        began,
        Duration.between(began, Instant.now()),
        false);
  }

  /** Nobody waits for the trial any more. */
  synchronized void close() {
    ended = true;
  }

  /** The one line of Spark's message that says why. */
  private static String reason(String message) {
    String last = after(message, "most recent failure: ");
    return last.contains("ExecutorLostFailure")
        ? "executor lost: " + firstLine(after(last, "Reason: "))
        : "given up by Spark: " + firstLine(last);
  }

  private static String after(String text, String mark) {
    int at = text.lastIndexOf(mark);
    return at < 0 ? text : text.substring(at + mark.length());
  }

  private static String firstLine(String text) {
    return text.lines().findFirst().orElse("").strip();
  }
}
