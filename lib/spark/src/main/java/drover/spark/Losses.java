package drover.spark;

import drover.core.Cause;
import drover.core.Outcome;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads what Spark says of a task that it gave up. There is nothing but text: for the loss of an
 * executor that Spark counts as the application's fault it has the words of the cluster's manager.
 */
final class Losses {

  private static final Pattern EXIT =
      Pattern.compile("(?:exited with (?:exit )?code|Exit status:) (-?\\d+)");

  /** YARN's words, and those of Kubernetes. */
  private static final Pattern CONTAINER_MEMORY =
      Pattern.compile("exceeding (physical|virtual)? ?memory limits|OOMKilled");

  /** How a native crash ends a JVM: by SIGABRT after a report, or by the signal itself. */
  private static final Set<Integer> CRASHED = Set.of(132, 134, 135, 136, 139);

  private static final Set<Integer> KILLED = Set.of(137, 143);

  /** Spark's code of an executor whose heap was full. */
  private static final int OUT_OF_HEAP = 52;

  private Losses() {}

  /**
   * The failure of a trial whose task Spark gave up.
   *
   * @param message of Spark's exception
   * @param executor where the task ran
   * @param alone true if it was the only trial there, and so is to blame for what the executor did
   */
  static Outcome.Failed failure(String message, String executor, boolean alone) {
    String last = after(message, "most recent failure: ");
    if (!last.contains("ExecutorLostFailure")) {
      return new Outcome.Failed(Cause.ENVIRONMENT, "given up by Spark: " + firstLine(last));
    }
    String reason = firstLine(after(last, "Reason: "));
    Matcher exit = EXIT.matcher(reason);
    int status = exit.find() ? Integer.parseInt(exit.group(1)) : 0;
    String lost = "executor " + executor + " was lost: " + reason;
    if (CONTAINER_MEMORY.matcher(last).find()) {
      return blamed(
          alone,
          Cause.OFF_HEAP,
          lost
              + ": raise spark.executor.memoryOverhead, or lower worker.heap"
              + " and worker.off-heap");
    }
    if (status == OUT_OF_HEAP) {
      return blamed(alone, Cause.HEAP, lost + " (out of memory): raise spark.executor.memory");
    }
    if (CRASHED.contains(status)) {
      return blamed(
          alone, Cause.CRASH, lost + " (a native crash); trial.isolation = process confines it");
    }
    String hint =
        KILLED.contains(status)
            ? " (killed; if for memory, raise spark.executor.memoryOverhead)"
            : "";
    return new Outcome.Failed(Cause.EXECUTOR_LOST, lost + hint);
  }

  private static Outcome.Failed blamed(boolean alone, Cause cause, String reason) {
    return new Outcome.Failed(alone ? cause : Cause.EXECUTOR_LOST, reason);
  }

  private static String after(String text, String mark) {
    int at = text.lastIndexOf(mark);
    return at < 0 ? text : text.substring(at + mark.length());
  }

  private static String firstLine(String text) {
    return text.lines().findFirst().orElse("").strip();
  }
}
