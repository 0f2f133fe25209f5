package drover.spark;

import drover.core.TrialRunner;
import drover.core.config.MistakesException;
import java.time.Duration;

/** A trial runner that works on a Spark cluster. */
public interface ClusterRunner extends TrialRunner {

  /**
   * Waits until the cluster has given executors and no more have come for a second; at once on
   * {@code local[N]} and under dynamic allocation, where none may come before there is work.
   *
   * @param limit the longest to wait
   * @return the trials to have at once then
   */
  int awaitExecutors(Duration limit) throws InterruptedException;

  /**
   * Looks whether trials can run on the machines of the executors that there are, and warns of
   * those that may not hold their workers if all come to their limits. Executors that come later
   * look for themselves before their first trial.
   *
   * @param most how many trials run at once in all
   * @throws MistakesException if a machine cannot hold one worker, or the objective cannot use it
   */
  void preflight(int most);
}
