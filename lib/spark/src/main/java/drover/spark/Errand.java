package drover.spark;

import drover.core.Trial;
import java.util.Optional;
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

  /** What becomes of a task's result, or of Spark's failure; empty if it is to be done again. */
  interface Arrival<T> {
    Optional<T> of(Try<String> result) throws Exception;
  }

  /** It came back, or Spark gave it up. False if it is to be handed over again. */
  boolean complete(Try<String> result) {
    try {
      Optional<T> value = arrival.of(result);
      value.ifPresent(future::complete);
      return value.isPresent();
    } catch (Throwable thrown) {
      future.completeExceptionally(thrown);
      return true;
    }
  }
}
