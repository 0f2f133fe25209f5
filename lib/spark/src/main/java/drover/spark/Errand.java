package drover.spark;

import drover.core.Trial;
import java.util.concurrent.CompletableFuture;
import scala.util.Try;

/**
 * Something to be done with a trial on an executor, and who waits for it.
 *
 * @param launch is told of it until it comes back
 * @param title what it is, for Spark's pages
 * @param mayShare whether it may share its task with others
 * @param arrival makes of its result what the future completes with
 */
record Errand<T>(
    Launch launch,
    String title,
    Trial trial,
    TrialTask task,
    boolean mayShare,
    Arrival<T> arrival,
    CompletableFuture<T> future) {

  /** What becomes of a task's result, or of Spark's failure. */
  interface Arrival<T> {
    T of(Try<String> result) throws Exception;
  }

  /** It came back, or Spark gave it up. */
  void complete(Try<String> result) {
    try {
      future.complete(arrival.of(result));
    } catch (Throwable thrown) {
      future.completeExceptionally(thrown);
    }
  }
}
