package drover.core;

import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/** Where trials run. Called from one thread; completes its futures on any. */
public interface TrialRunner extends AutoCloseable {

  /** How many trials can run at once now, at least 1. */
  int slots();

  /**
   * Starts one attempt at a trial. Whatever happens to the trial arrives as the {@link TrialRun},
   * not as an exception: the future completes exceptionally only if the runner itself is broken and
   * no trial can run any more. Cancelling the future ends the attempt.
   *
   * @param keepModel the trial's model is to be kept in the study's folder if the trial scores a
   *     first loss of at most this
   * @param started is told the executor when the attempt begins to run; a second time if the runner
   *     itself moved it to another executor
   */
  CompletableFuture<TrialRun> start(Trial trial, double keepModel, Consumer<String> started);

  /** Measures the kept model of a trial by {@link Objective#test}. */
  CompletableFuture<Map<String, Double>> test(Trial trial);

  /** Ends what still runs and gives back what the runner holds. */
  @Override
  void close();
}
