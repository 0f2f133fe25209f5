package drover.spark;

import drover.core.Attempt;
import drover.core.ObjectiveSpec;
import drover.core.TimeLimit;
import drover.core.Trial;
import drover.core.TrialListener;
import drover.core.TrialRun;
import drover.core.json.Json;
import drover.core.json.TrialRunJson;
import drover.spark.MemoryPreflight.Room;
import drover.spark.worker.WorkerSettings;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.spark.FutureAction;
import org.apache.spark.SparkContext;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.api.java.function.Function0;
import org.apache.spark.broadcast.Broadcast;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import scala.collection.JavaConverters;
import scala.concurrent.ExecutionContext;
import scala.runtime.BoxedUnit;
import scala.util.Try;

/**
 * Runs each trial as a Spark job of one task. An executor that was lost by nobody's fault is
 * Spark's to replace, which moves the trial on; everything else that happens to a trial is its
 * outcome. A runner whose Spark context has stopped is broken.
 */
public final class SparkTrialRunner implements ClusterRunner {

  /** The most characters of a job's description in Spark's user interface. */
  private static final int DESCRIPTION = 200;

  /** How Spark ends all jobs, which it may do just before its context says that it has stopped. */
  private static final List<String> STOPPING =
      List.of(
          "SparkContext was shut down",
          "Master removed our application",
          "All masters are unresponsive");

  /** Futures complete here and not on Spark's scheduler thread, which must never wait. */
  private static final ExecutionContext COMPLETING =
      ExecutionContext.fromExecutor(ForkJoinPool.commonPool());

  private static final Logger LOG = LoggerFactory.getLogger(SparkTrialRunner.class);

  private final SparkContext spark;
  private final String study;
  private final Slots slots;
  private final String implementation;
  private final boolean needsWorkers;
  private final WorkerSettings workers;
  private final Broadcast<ExecutorSetup> setup;
  private final LaunchListener events = new LaunchListener();
  private final Map<Launch, CompletableFuture<?>> running = new ConcurrentHashMap<>();
  private final Suspects suspects = new Suspects();

  /**
   * Sends the study's objective to the executors.
   *
   * @param study the study's name, as Spark's user interface shows it
   * @param process true if trials run in worker processes, false if in the task's own thread
   * @param timeLimit how long a trial may run
   * @param reporting how trials report while they run
   * @param models Hadoop URI of the folder where kept models go
   * @param checkpoints where checkpoints go, and how often
   * @throws IOException if there is no such data file
   */
  public SparkTrialRunner(
      JavaSparkContext spark,
      String study,
      ObjectiveSpec spec,
      boolean process,
      WorkerSettings workers,
      Optional<TimeLimit> timeLimit,
      Reporting reporting,
      URI models,
      CheckpointStore checkpoints)
      throws IOException {
    this.spark = spark.sc();
    this.study = study;
    SparkContexts.warnOfSpeculation(this.spark.conf());
    slots = new Slots(this.spark);
    implementation = spec.implementation();
    needsWorkers = process;
    this.workers = workers;
    List<DataFile> files = new ArrayList<>();
    for (String file : spec.files()) {
      files.add(DataFile.find(file, spark.hadoopConfiguration()));
    }
    setup =
        spark.broadcast(
            new ExecutorSetup(
                spec,
                files,
                process,
                workers,
                timeLimit,
                reporting,
                new Models(models.toString()),
                checkpoints));
    this.spark.addSparkListener(events);
  }

  @Override
  public int awaitExecutors(Duration limit) throws InterruptedException {
    slots.await(limit);
    return slots();
  }

  @Override
  public void preflight(int most) {
    if (!needsWorkers || slots.now() == 0) {
      return;
    }
    Map<String, Preflight> machines;
    try {
      machines =
          Executors.ask(JavaSparkContext.fromSparkContext(spark), slots, question(implementation));
    } catch (Exception lost) { // Spark's own is none that the compiler knows of
      LOG.warn(
          "Executors were lost as they were asked; each looks for itself before a trial", lost);
      return;
    }
    Preflight.requireNoObstacles(machines);
    Map<String, Room> rooms = new TreeMap<>();
    machines.forEach((name, machine) -> rooms.put(name, machine.room()));
    List<String> warnings = MemoryPreflight.requireMemory(rooms, slots.byExecutor(), most, workers);
    if (!spark.isLocal()) {
      warnings.forEach(LOG::warn);
    }
  }

  /** Does not capture the runner, which cannot be sent to executors. */
  private static Function0<Preflight> question(String implementation) {
    return () -> Preflight.here(implementation);
  }

  @Override
  public int slots() {
    return slots.wanted();
  }

  @Override
  public CompletableFuture<TrialRun> start(Attempt attempt, TrialListener listener) {
    Trial trial = attempt.trial();
    Launch launch = new Launch(listener);
    return submit(
        launch,
        "trial " + trial.id(),
        trial,
        new EvaluateTask(setup, attempt),
        result ->
            isGivenUp(result)
                ? launch.lost(result.failed().get(), suspects.isAlone(launch, running.keySet()))
                : launch.ended(TrialRunJson.read(Json.parse(result.get()))));
  }

  /**
   * {@inheritDoc}
   *
   * <p>Fails with an {@link IOException} if there is no such model or it cannot be measured, and
   * with Spark's exception if Spark gave the task up.
   */
  @Override
  public CompletableFuture<Map<String, Double>> test(Trial trial) {
    return submit(
        new Launch(executor -> {}),
        "test of trial " + trial.id(),
        trial,
        new TestTask(setup, trial),
        result -> TestTask.metrics(result.get()));
  }

  @Override
  public void close() {
    spark.removeSparkListener(events);
    running.values().forEach(future -> future.cancel(true));
    if (!spark.isStopped()) {
      setup.destroy();
    }
    if (spark.isLocal()) {
      Isolations.close();
    }
  }

  /** Submits a task; cancelling the future cancels its job and interrupts it. */
  private <T> CompletableFuture<T> submit(
      Launch launch, String what, Trial trial, TrialTask task, Arrival<T> arrival) {
    long number = Launches.add(launch);
    CompletableFuture<T> future = new CompletableFuture<>();
    FutureAction<String> job;
    try {
      job = job(number, study + " · " + what, trial, task);
    } catch (IllegalStateException stopped) {
      Launches.remove(number);
      return CompletableFuture.failedFuture(stopped);
    }
    running.put(launch, future);
    CompletableFuture<T> unused =
        future.whenComplete(
            (value, failure) -> {
              running.remove(launch);
              Launches.remove(number);
              launch.close();
              if (future.isCancelled()) {
                job.cancel();
              }
            });
    job.onComplete(result -> complete(future, arrival, result), COMPLETING);
    return future;
  }

  private static <T> boolean complete(
      CompletableFuture<T> future, Arrival<T> arrival, Try<String> result) {
    try {
      return future.complete(arrival.of(result));
    } catch (Throwable thrown) {
      return future.completeExceptionally(thrown);
    }
  }

  /** True if it was the job alone that failed, false if Spark as a whole came to its end. */
  private boolean isGivenUp(Try<String> result) {
    if (result.isSuccess() || spark.isStopped()) {
      return false;
    }
    String message = String.valueOf(result.failed().get().getMessage());
    return STOPPING.stream().noneMatch(message::contains);
  }

  private FutureAction<String> job(long launch, String title, Trial trial, TrialTask task) {
    AtomicReference<String> result = new AtomicReference<>("");
    spark.setJobGroup(title, description(title, trial), true);
    // In Spark's pages the stage's name; without it Spark would walk the stack for each trial.
    spark.setLocalProperty("callSite.short", title);
    spark.setLocalProperty("callSite.long", title);
    spark.setLocalProperty(LaunchListener.LAUNCH, Long.toString(launch));
    try {
      return spark.submitJob(
          new OneTask(spark),
          task,
          JavaConverters.asScalaBuffer(List.<Object>of(0)),
          (partition, value) -> {
            result.set(value);
            return BoxedUnit.UNIT;
          },
          result::get);
    } finally {
      spark.setLocalProperty(LaunchListener.LAUNCH, null);
      spark.clearCallSite();
      spark.clearJobGroup();
    }
  }

  private static String description(String title, Trial trial) {
    String whole = title + " · " + trial.params();
    return whole.length() <= DESCRIPTION ? whole : whole.substring(0, DESCRIPTION - 1) + "…";
  }

  /** Makes of a job's result what its future completes with. */
  private interface Arrival<T> {
    T of(Try<String> result) throws Exception;
  }
}
