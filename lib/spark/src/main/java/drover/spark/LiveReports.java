package drover.spark;

import drover.core.Report;
import drover.spark.worker.ReportListener;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.apache.spark.TaskContext;
import org.apache.spark.api.plugin.PluginContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends the reports of one evaluation to the driver, and brings back whether it goes on. Reports
 * that come too fast wait for the next message; those that are lost are missed by nobody, as the
 * outcome brings the whole curve.
 */
final class LiveReports implements ReportListener {

  private static final Logger LOG = LoggerFactory.getLogger(LiveReports.class);

  /** The shortest time between two messages that may be late. */
  private static final long PAUSE_NANOS = 100_000_000;

  /** How long to wait before an answer that must come is asked for again. */
  private static final long AGAIN_MILLIS = 500;

  private final Reporting reporting;
  private final long launch;
  private final long task;
  private final BooleanSupplier killed;
  private final String executor;
  private final List<Report> waiting = new ArrayList<>();
  private long sent = System.nanoTime();
  private boolean evaluating;

  /**
   * @param killed whether Spark killed the task, whose interrupt may be lost within Spark
   */
  LiveReports(
      Reporting reporting, long launch, long task, BooleanSupplier killed, String executor) {
    this.reporting = reporting;
    this.launch = launch;
    this.task = task;
    this.killed = killed;
    this.executor = executor;
  }

  /** Those of a trial of the calling task. */
  static LiveReports ofTask(Reporting reporting, long launch, String executor) {
    TaskContext context = TaskContext.get();
    return new LiveReports(
        reporting, launch, context.taskAttemptId(), context::isInterrupted, executor);
  }

  /**
   * Tells the driver that the evaluation begins, or has ended. The message waits for nothing, and
   * takes no reports with it: those wait for an answer.
   */
  synchronized void evaluating(boolean now) {
    evaluating = now;
    ReportsPlugin.channel().ifPresent(channel -> send(channel, message(List.of())));
  }

  private String message(List<Report> reports) {
    return new ReportMessage(launch, task, executor, evaluating, reports).text();
  }

  private void send(PluginContext channel, String message) {
    try {
      channel.send(message);
    } catch (Exception e) {
      LOG.debug("a message of task {} was lost", task, e);
    }
  }

  @Override
  public synchronized boolean reported(Report report) throws InterruptedException {
    waiting.add(report);
    boolean due = System.nanoTime() - sent >= PAUSE_NANOS;
    if (!due && reporting != Reporting.EACH_ANSWERED) {
      return true;
    }
    String message = message(waiting);
    waiting.clear();
    sent = System.nanoTime();
    Optional<Boolean> goesOn = delivered(message);
    while (goesOn.isEmpty() && reporting == Reporting.EACH_ANSWERED) {
      if (killed.getAsBoolean()) {
        throw new InterruptedException("task " + task + " was killed");
      }
      Thread.sleep(AGAIN_MILLIS);
      goesOn = delivered(message);
    }
    return goesOn.orElse(true);
  }

  /** Whether the trial goes on; empty if the message, or its answer, was lost. */
  private Optional<Boolean> delivered(String message) throws InterruptedException {
    Optional<PluginContext> channel = ReportsPlugin.channel();
    if (channel.isEmpty()) {
      return Optional.of(true); // Spark was started without the plugin, or is at its end.
    }
    try {
      if (reporting == Reporting.SHOWN) {
        send(channel.get(), message);
        return Optional.of(true);
      }
      return Optional.of((Boolean) channel.get().ask(message));
    } catch (InterruptedException e) {
      throw e;
    } catch (Exception e) {
      LOG.debug("an answer to task {} was lost", task, e);
      return Optional.empty();
    }
  }
}
