package drover.spark;

import drover.core.Attempt;
import drover.core.Cause;
import drover.core.LostModelException;
import drover.core.ObjectiveSpec;
import drover.core.Outcome;
import drover.core.TestFailedException;
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
import org.apache.spark.SparkContext;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.api.java.function.Function0;
import org.apache.spark.broadcast.Broadcast;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import scala.util.Try;

/**
 * Runs each trial as a Spark job of one task; very short ones several in one. An executor that was
 * lost by nobody's fault is Spark's to replace, which moves the trial on; everything else that
 * happens to a trial is its outcome. A runner whose Spark context has stopped is broken.
 */
public final class SparkTrialRunner implements ClusterRunner {

  private static final Logger LOG = LoggerFactory.getLogger(SparkTrialRunner.class);

  private final SparkContext spark;
  private final SickExecutors sick;
  private final Slots slots;
  private final String implementation;
  private final boolean needsWorkers;
  private final WorkerSettings workers;
  private final Broadcast<ExecutorSetup> setup;
  private final LaunchListener events = new LaunchListener();
  private final Map<Launch, CompletableFuture<?>> running = new ConcurrentHashMap<>();
  private final Suspects suspects = new Suspects();
  private final Dispatcher dispatcher;

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
    SparkContexts.warnOfSpeculation(this.spark.conf());
    sick = new SickExecutors(this.spark);
    slots = new Slots(this.spark, sick::isResting);
    dispatcher = new Dispatcher(this.spark, study, slots::now);
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
    Launch launch = new Launch(listener);
    return submit(
        new Errand<>(
            launch,
            "trial " + attempt.trial().id(),
            attempt.trial(),
            new EvaluateTask(setup, attempt, launch.number()),
            !needsWorkers && attempt.number() == 1 && attempt.ancestors().isEmpty(),
            result -> outcome(launch, result),
            new CompletableFuture<>()));
  }

  /** Empty if the trial could not begin and is to be tried on another executor. */
  private Optional<TrialRun> outcome(Launch launch, Try<String> result) {
    if (dispatcher.isGivenUp(result)) {
      return Optional.of(lost(launch, result));
    }
    TrialRun run = TrialRunJson.read(Json.parse(result.get()));
    if (run.outcome() instanceof Outcome.Failed failed && failed.cause() == Cause.ENVIRONMENT) {
      if (goesOn(launch, run.executor(), failed)) {
        return Optional.empty();
      }
    } else {
      sick.began(run.executor());
      if (!needsWorkers) {
        dispatcher.ended(run.elapsed());
      }
    }
    return Optional.of(launch.ended(run));
  }

  /** What could not begin on an executor; true if it is to be tried on another one. */
  private boolean goesOn(Launch launch, String executor, Outcome.Failed failed) {
    sick.failed(executor);
    boolean again = !spark.isLocal() && launch.beginsAgain();
    if (again) {
      LOG.warn("A trial goes on to another executor than {}: {}", executor, failed.reason());
    }
    return again;
  }

  @Override
  public CompletableFuture<Map<String, Double>> test(Trial trial) {
    Launch launch = new Launch(executor -> {});
    return submit(
        new Errand<>(
            launch,
            "test of trial " + trial.id(),
            trial,
            new TestTask(setup, trial),
            false,
            result -> metrics(launch, result),
            new CompletableFuture<>()));
  }

  private TrialRun lost(Launch launch, Try<?> givenUp) {
    boolean alone = suspects.isAlone(launch, running.keySet());
    return launch.lost(givenUp.failed().get(), alone);
  }

  private Optional<Map<String, Double>> metrics(Launch launch, Try<String> result)
      throws LostModelException, TestFailedException {
    if (dispatcher.isGivenUp(result)
        && lost(launch, result).outcome() instanceof Outcome.Failed failure) {
      throw new TestFailedException(failure);
    }
    try {
      return Optional.of(TestTask.metrics(result.get()));
    } catch (TestFailedException e) {
      boolean begun = e.failure().cause() != Cause.ENVIRONMENT;
      if (begun || !goesOn(launch, launch.executor(), e.failure())) {
        throw e;
      }
      return Optional.empty();
    }
  }

  @Override
  public void close() {
    spark.removeSparkListener(events);
    running.values().forEach(future -> future.cancel(true));
    dispatcher.close();
    if (!spark.isStopped()) {
      setup.destroy();
    }
    if (spark.isLocal()) {
      Isolations.close();
    }
  }

  private <T> CompletableFuture<T> submit(Errand<T> errand) {
    Launch launch = errand.launch();
    CompletableFuture<T> future = errand.future();
    Launches.add(launch);
    running.put(launch, future);
    CompletableFuture<T> unused =
        future.whenComplete(
            (value, failure) -> {
              running.remove(launch);
              Launches.remove(launch);
              launch.close();
            });
    dispatcher.submit(errand);
    return future;
  }
}
