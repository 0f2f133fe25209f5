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
   * <p>It starts from the latest checkpoint that there is of the trial, or else from its parent's
   * last one. Ancestors whose checkpoints are lost are trained again first.
   *
   * @param listener is told when the attempt begins to run and what it reports
   */
  CompletableFuture<TrialRun> start(Attempt attempt, TrialListener listener);

  /**
   * Measures the kept model of a trial by {@link Objective#test}. The future completes
   * exceptionally with a {@link LostModelException} if there is no such model, with a {@link
   * TestFailedException} if it could not be measured, and with anything else only if the runner
   * itself is broken.
   */
  CompletableFuture<Map<String, Double>> test(Trial trial);

  /** Ends what still runs and gives back what the runner holds. */
  @Override
  void close();
}
