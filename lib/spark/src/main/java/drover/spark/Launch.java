package drover.spark;

import drover.core.Outcome;
import drover.core.TrialRun;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;

/**
 * One trial handed to Spark, until it comes back. Spark says on one thread that a task began and on
 * another that it ended; here the two are brought into order: nothing begins after its end, and
 * what has ended had begun.
 */
final class Launch {

  private final Consumer<String> started;
  private String executor = "";
  private Instant began = Instant.now();
  private boolean ended;

  Launch(Consumer<String> started) {
    this.started = started;
  }

  /** An executor as a person would look for it: {@code driver}, {@code 3 (host)}. */
  static String executor(String id, String host) {
    return id.equals("driver") ? id : id + " (" + host + ")";
  }

  /** Spark started the trial's task on an executor, for the first time or again. */
  synchronized void began(String on) {
    if (!ended) {
      executor = on;
      began = Instant.now();
      started.accept(on);
    }
  }

  /** The trial came back. */
  synchronized TrialRun ended(TrialRun run) {
    if (!run.executor().equals(executor)) {
      began(run.executor());
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
