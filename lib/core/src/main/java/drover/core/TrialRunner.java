package drover.core;

import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** Where trials run. Called from one thread; completes its futures on any. */
public interface TrialRunner extends AutoCloseable {

  /**
   * How many trials it wants to have at once now, at least 1: as many as can run, and more where
   * that makes room for more.
   */
  int slots();

  /**
   * Starts one attempt at a trial. Whatever happens to the trial arrives as the {@link TrialRun},
   * not as an exception: the future completes exceptionally only if the runner itself is broken and
   * no trial can run any more. Cancelling the future abandons the attempt, which ends soon.
   *
   * <p>A trial whose listener says that it is to end gives its slot back within about two seconds,
   * whatever it does; its outcome is {@link Outcome.Pruned} with the last loss of its curve.
   *
   * @param keepModel the trial's model is to be kept in the study's folder if the trial scores a
   *     first loss of at most this
   * @param listener is told when the attempt begins to run and what it reports
   */
  CompletableFuture<TrialRun> start(Trial trial, double keepModel, TrialListener listener);

  /** Measures the kept model of a trial by {@link Objective#test}. */
  CompletableFuture<Map<String, Double>> test(Trial trial);

  /** Ends what still runs and gives back what the runner holds. */
  @Override
  void close();
}
