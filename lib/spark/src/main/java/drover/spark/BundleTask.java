package drover.spark;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.spark.TaskContext;
import org.apache.spark.TaskKilledException;
import scala.collection.Iterator;
import scala.runtime.AbstractFunction1;

/**
 * The body of a Spark task: one or several trials' tasks, one after another. Gives the results of
 * those it came to: where they take longer than was thought, the last ones are left undone.
 */
final class BundleTask extends AbstractFunction1<Iterator<Object>, List<String>>
    implements Serializable {
  private static final long serialVersionUID = 1L;

  /** After this time no further one is begun. */
  private static final long ENOUGH_NANOS = TimeUnit.MILLISECONDS.toNanos(200);

  private final ArrayList<TrialTask> tasks;

  /**
   * A task.
   *
   * @param tasks at least one
   */
  BundleTask(List<TrialTask> tasks) {
    this.tasks = new ArrayList<>(tasks);
  }

  @Override
  public List<String> apply(Iterator<Object> unused) {
    List<String> results = new ArrayList<>();
    long begun = System.nanoTime();
    for (TrialTask task : tasks) {
      if (!results.isEmpty() && System.nanoTime() - begun > ENOUGH_NANOS) {
        break;
      }
      if (TaskContext.get().isInterrupted()) {
        throw new TaskKilledException("cancelled");
      }
      results.add(task.result());
    }
    return results;
  }
}
