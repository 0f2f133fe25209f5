package drover.spark.worker;

import drover.core.TestFailedException;
import drover.core.TrialRun;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Evaluates each trial in a thread of its own, which is left behind if an interrupt does not end
 * it: for Spark's local mode, where no executor can be replaced and the task's thread is a slot.
 */
public final class OwnThread implements Isolation {

  private static final Logger LOG = LoggerFactory.getLogger(OwnThread.class);

  /** How long an interrupted trial is waited for. */
  private static final long PATIENCE_MILLIS = 1000;

  private final Isolation inner;

  /**
   * @param inner evaluates in the thread that calls it
   */
  public OwnThread(Isolation inner) {
    this.inner = inner;
  }

  @Override
  public TrialRun evaluate(ObjectiveCall call, ReportListener listener)
      throws InterruptedException {
    try {
      return run(call, () -> inner.evaluate(call, listener));
    } catch (ExecutionException e) {
      throw unchecked(e);
    }
  }

  @Override
  public Map<String, Double> test(ObjectiveCall call)
      throws TestFailedException, InterruptedException {
    try {
      return run(call, () -> inner.test(call));
    } catch (ExecutionException e) {
      if (e.getCause() instanceof TestFailedException failed) {
        throw failed;
      }
      throw unchecked(e);
    }
  }

  @Override
  public void close() {
    inner.close();
  }

  private static RuntimeException unchecked(ExecutionException e) {
    return e.getCause() instanceof RuntimeException known ? known : new IllegalStateException(e);
  }

  private static <T> T run(ObjectiveCall call, Callable<T> work)
      throws InterruptedException, ExecutionException {
    FutureTask<T> task = new FutureTask<>(work);
    Thread thread = new Thread(task, "trial " + call.trial().id());
    thread.setDaemon(true);
    thread.start();
    try {
      return task.get();
    } catch (InterruptedException e) {
      end(call, task, thread);
      throw e;
    } catch (ExecutionException e) {
      if (e.getCause() instanceof InterruptedException interrupted) {
        throw interrupted;
      }
      throw e;
    }
  }

  private static void end(ObjectiveCall call, FutureTask<?> task, Thread thread)
      throws InterruptedException {
    thread.interrupt();
    try {
      Object unused = task.get(PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      LOG.warn(
          "Trial {} does not heed its interrupt; its thread is left behind and may go on computing:"
              + " trial.isolation = process could end it",
          call.trial().id());
    } catch (ExecutionException e) {
      LOG.debug("trial {} ended as it was told", call.trial().id(), e);
    }
  }
}
