package drover.spark.worker;

import drover.core.Objective;
import drover.core.Outcome;
import drover.core.TestFailedException;
import drover.core.TrialRun;
import java.util.Map;

/**
 * Where an executor evaluates its trials: in the task's own thread ({@link InThread}) or in worker
 * processes ({@link WorkerPool}). Safe for use by several threads, each with a trial of its own.
 */
public interface Isolation extends AutoCloseable {

  /** Evaluates a trial to its end: nobody follows it. */
  default TrialRun evaluate(ObjectiveCall call) throws InterruptedException {
    return evaluate(call, ReportListener.NONE);
  }

  /**
   * Evaluates a trial by {@link Objective#evaluate} and waits for its end. Whatever happens to it
   * is in the returned run: what the objective throws, a death of the process or a lack of memory
   * is {@link Outcome.Failed}. The run's executor is empty.
   *
   * <p>An evaluation that the listener ends is {@link Outcome.Pruned}.
   *
   * @param listener is told each report by a thread of the evaluation's, or by the calling one
   * @throws InterruptedException if the calling thread is interrupted; the evaluation has ended
   */
  TrialRun evaluate(ObjectiveCall call, ReportListener listener) throws InterruptedException;

  /**
   * Measures the trial's model by {@link Objective#test} and waits for the result: its finite
   * metrics. It may take as long as an evaluation.
   *
   * @throws TestFailedException if it could not be measured
   * @throws InterruptedException if the calling thread is interrupted; the measurement has ended
   */
  Map<String, Double> test(ObjectiveCall call) throws TestFailedException, InterruptedException;

  /** Ends what still runs. */
  @Override
  void close();
}
