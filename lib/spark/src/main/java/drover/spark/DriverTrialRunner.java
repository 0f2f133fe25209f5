package drover.spark;

import drover.core.Attempt;
import drover.core.Objective;
import drover.core.ObjectiveSpec;
import drover.core.Outcome;
import drover.core.TestFailedException;
import drover.core.TimeLimit;
import drover.core.Trial;
import drover.core.TrialListener;
import drover.core.TrialRun;
import drover.core.UnusableStudyException;
import drover.spark.worker.InThread;
import drover.spark.worker.ObjectiveCall;
import drover.spark.worker.WorkerSettings;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.api.java.JavaSparkContext;

/**
 * Runs trials in a thread of the driver, one at a time: those of an objective that has the
 * executors do the work itself.
 */
public final class DriverTrialRunner implements ClusterRunner {

  private static final String GROUP = "drover.trial";

  private final JavaSparkContext spark;
  private final Slots slots;
  private final ExecutorSetup setup;
  private final InThread isolation;
  private final ExecutorService thread =
      java.util.concurrent.Executors.newSingleThreadExecutor(
          task -> {
            Thread made = new Thread(task, "drover-trial");
            made.setDaemon(true);
            return made;
          });

  /**
   * Runs trials of one objective.
   *
   * @param objective of the class that the specification names
   * @param files the study's data
   * @param timeLimit how long a trial may run
   * @param models Hadoop URI of the folder where kept models go
   * @param checkpoints where checkpoints go, and how often
   */
  public DriverTrialRunner(
      JavaSparkContext spark,
      ObjectiveSpec spec,
      Objective objective,
      ExecutorFiles files,
      WorkerSettings workers,
      Optional<TimeLimit> timeLimit,
      URI models,
      CheckpointStore checkpoints) {
    this.spark = spark;
    slots = new Slots(spark.sc());
    isolation = new InThread(objective, timeLimit);
    setup =
        new ExecutorSetup(
            spec,
            files.files(),
            false,
            workers,
            timeLimit,
            Reporting.SHOWN,
            new Models(models.toString()),
            checkpoints);
  }

  @Override
  public int awaitExecutors(Duration limit) throws InterruptedException {
    slots.await(limit);
    return slots();
  }

  @Override
  public void preflight(int most) {}

  @Override
  public int slots() {
    return 1;
  }

  @Override
  public CompletableFuture<TrialRun> start(Attempt attempt, TrialListener listener) {
    return submit(
        "trial " + attempt.trial().id(),
        calls -> {
          Instant started = Instant.now();
          try {
            return evaluate(calls, attempt, listener);
          } catch (IOException | UnusableStudyException e) {
            Outcome failure = TrialTask.notBegun(e);
            String driver = Executors.name();
            return new TrialRun(failure, List.of(), driver, started, Duration.ZERO, false);
          }
        });
  }

  private TrialRun evaluate(TaskCalls calls, Attempt attempt, TrialListener listener)
      throws IOException, InterruptedException {
    listener.started(Executors.name());
    Trial trial = attempt.trial();
    TrialRun run =
        new LineageEvaluation(calls, isolation, hadoop(), listener::evaluating)
            .evaluate(
                trial,
                attempt.ancestors(),
                attempt.number(),
                attempt.keepCheckpoint(),
                listener::reported);
    return new TrialRun(
        run.outcome(),
        run.curve(),
        Executors.name(),
        run.started(),
        run.elapsed(),
        calls.keep(trial, run.outcome(), attempt.keepModel()),
        run.continuation());
  }

  @Override
  public CompletableFuture<Map<String, Double>> test(Trial trial) {
    return submit(
        "test of trial " + trial.id(),
        calls -> {
          try {
            ObjectiveCall call = calls.of(trial);
            calls.study().models().fetch(trial.id(), calls.model(), hadoop());
            return isolation.test(call);
          } catch (IOException | UnusableStudyException e) {
            throw new TestFailedException(TrialTask.notBegun(e));
          }
        });
  }

  private static Configuration hadoop() {
    return LocalFiles.ofExecutor().hadoop();
  }

  /** What is done in a folder of its own. */
  private interface Work<T> {
    T with(TaskCalls calls) throws Exception;
  }

  /** Cancelling the future interrupts the work and ends its Spark jobs. */
  private <T> CompletableFuture<T> submit(String what, Work<T> work) {
    CompletableFuture<T> future = new CompletableFuture<>();
    Future<?> task =
        thread.submit(
            () -> {
              spark.setJobGroup(GROUP, what, true);
              try {
                future.complete(inFolder(work));
              } catch (Throwable thrown) {
                future.completeExceptionally(thrown);
              }
            });
    CompletableFuture<T> unused =
        future.whenComplete(
            (value, failure) -> {
              if (future.isCancelled()) {
                task.cancel(true);
                spark.cancelJobGroup(GROUP);
              }
            });
    return future;
  }

  private <T> T inFolder(Work<T> work) throws Exception {
    Path folder = Files.createTempDirectory(LocalFiles.ofExecutor().folder(), "trial-");
    try {
      return work.with(new TaskCalls(setup, folder));
    } finally {
      LocalFiles.delete(folder);
    }
  }

  @Override
  public void close() {
    thread.shutdownNow();
    isolation.close();
  }
}
