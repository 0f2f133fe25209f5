package drover.spark.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import drover.core.Cause;
import drover.core.Outcome;
import drover.core.Report;
import drover.core.TestFailedException;
import drover.core.TimeLimit;
import drover.core.TrialRun;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A death costs one attempt of one trial, says what it died of, and leaves nothing behind. */
@Timeout(120)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class WorkerDeathTest {

  private static final WorkerSettings SETTINGS =
      new WorkerSettings(32L << 20, 64L << 20, 100, 1L << 30);

  @TempDir Path folder;
  private final WorkerPool pool = new WorkerPool(SETTINGS, List.of(), Processes.FILES);
  private Calls calls = new Calls(Path.of(""));

  @BeforeEach
  void prepare() {
    calls = new Calls(folder);
  }

  @AfterAll
  void close() {
    pool.close();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "segv | CRASH | worker died of signal 11 (SIGSEGV)",
        "segv from outside | CRASH | worker died of signal 11 (SIGSEGV)",
        "abort | CRASH | worker died of signal 6 (SIGABRT)",
        "kill | CRASH | worker died of signal 9 (SIGKILL)",
        "exit | CRASH | worker died with exit code 3",
        "exit 0 | CRASH | worker died with exit code 0",
        "garbage | CRASH | worker died of signal 11 (SIGSEGV)",
        "fill heap | HEAP | out of memory (Java heap space): raise worker.heap",
        "fill heap in a thread | HEAP | out of memory (Java heap space): raise worker.heap",
      })
  void aDeathHasItsCauseAndTheCurveSoFar(String deed, Cause cause, String reason) throws Exception {
    TrialRun run = pool.evaluate(calls.of(1, deed));
    assertThat(run.outcome()).isEqualTo(new Outcome.Failed(cause, reason));
    assertThat(run.curve()).containsExactly(new Report(1, Map.of("value", 2.0)));
    assertThat(pool.evaluate(calls.of(2, "score")).outcome().isScored()).isTrue();
  }

  @Test
  void aCrashLeavesNoFilesInTheWorkingFolder() throws Exception {
    Path working = Path.of("").toAbsolutePath();
    pool.evaluate(calls.of(1, "segv"));
    assertThat(working).isDirectoryNotContaining("glob:**{hs_err,core,dl4j}*");
  }

  @ParameterizedTest
  @CsvSource({"fill buffers, direct buffer memory", "fill native memory, are allowed"})
  void fullOffHeapMemoryReplacesTheWorker(String deed, String reason) throws Exception {
    double before = pid(pool, calls);
    TrialRun run = pool.evaluate(calls.of(1, deed));
    assertThat(cause(run)).isEqualTo(Cause.OFF_HEAP);
    assertThat(run.outcome().reason())
        .startsWith("out of memory (")
        .contains(reason)
        .endsWith("raise worker.off-heap");
    assertThat(pid(pool, calls)).isNotEqualTo(before);
  }

  @Test
  void aFailedTrialKeepsItsWorker() throws Exception {
    double before = pid(pool, calls);
    assertThat(cause(pool.evaluate(calls.of(1, "throw")))).isEqualTo(Cause.ERROR);
    assertThat(pid(pool, calls)).isEqualTo(before);
  }

  /** Nothing else would give its classes another chance. */
  @ParameterizedTest
  @CsvSource({"load a library", "load it once more"})
  void aWorkerWhoseMachineLacksSomethingIsReplaced(String deed) throws Exception {
    double before = pid(pool, calls);
    TrialRun run = pool.evaluate(calls.of(1, deed));
    assertThat(cause(run)).isEqualTo(Cause.ENVIRONMENT);
    assertThat(run.outcome().reason())
        .startsWith("a class cannot be loaded: ")
        .contains("no drover-no-such in java.library.path");
    assertThat(pid(pool, calls)).isNotEqualTo(before);
  }

  @Test
  void aStoppedTrialKeepsItsWorker() throws Exception {
    double before = pid(pool, calls);
    assertThat(pool.evaluate(calls.of(1, "score"), report -> false).outcome())
        .isEqualTo(new Outcome.Pruned(2.0));
    assertThat(pid(pool, calls)).isEqualTo(before);
  }

  /** Within two seconds; the rest is for a busy machine. */
  @Test
  @Timeout(20)
  void aTrialThatHoldsOnIsPrunedAllTheSameAndLosesItsWorker() throws Exception {
    double before = pid(pool, calls);
    TrialRun run = pool.evaluate(calls.of(1, "hold on"), report -> report.step() < 2);
    assertThat(run.outcome()).isEqualTo(new Outcome.Pruned(1.0));
    assertThat(run.curve()).hasSize(2);
    assertThat(Processes.isRunning((long) before)).isFalse();
    assertThat(pid(pool, calls)).isNotEqualTo(before);
  }

  @ParameterizedTest
  @CsvSource({"report on, false", "spin, true"})
  void aTrialWhoseTimeIsUpIsPrunedWithItsLastLoss(String deed, boolean stuck) throws Exception {
    TimeLimit limit =
        new TimeLimit(Duration.ofSeconds(8)); // of which a JVM takes its time to start
    try (WorkerPool hurried = new WorkerPool(SETTINGS, 1, List.of(), Optional.of(limit), folder)) {
      double before = pid(hurried, calls);
      TrialRun run = hurried.evaluate(calls.of(1, deed));
      assertThat(run.outcome()).isInstanceOf(Outcome.Pruned.class);
      assertThat(run.outcome().reason()).isEqualTo("ran longer than trial.timeout = 8s");
      assertThat(Processes.isRunning((long) before)).isNotEqualTo(stuck);
      assertThat(pid(hurried, calls) == before).isNotEqualTo(stuck);
    }
  }

  @Test
  void aTrialThatHasNoLossWhenItsTimeIsUpHasFailed() throws Exception {
    TimeLimit limit = new TimeLimit(Duration.ofMillis(50)); // no JVM starts so fast
    try (WorkerPool hurried = new WorkerPool(SETTINGS, 1, List.of(), Optional.of(limit), folder)) {
      TrialRun run = hurried.evaluate(calls.of(1, "spin"));
      assertThat(run.outcome())
          .isEqualTo(
              new Outcome.Failed(
                  Cause.TIMEOUT,
                  "ran longer than trial.timeout = 50ms and had reported no loss by then"));
    }
  }

  @Test
  void aTestMayTakeAsLongAsATrial() throws Exception {
    TimeLimit limit = new TimeLimit(Duration.ofMillis(50));
    try (WorkerPool hurried = new WorkerPool(SETTINGS, 1, List.of(), Optional.of(limit), folder)) {
      requireFailedTest(hurried, "spin", Cause.TIMEOUT, "ran longer than trial.timeout = 50ms");
    }
  }

  @Test
  void aTestThatKillsItsWorkerIsACrash() {
    requireFailedTest(pool, "segv", Cause.CRASH, "worker died of signal 11 (SIGSEGV)");
  }

  private void requireFailedTest(WorkerPool in, String deed, Cause cause, String reason) {
    assertThatThrownBy(() -> in.test(calls.of(1, deed)))
        .isInstanceOfSatisfying(
            TestFailedException.class,
            failed -> assertThat(failed.failure()).isEqualTo(new Outcome.Failed(cause, reason)));
  }

  @Test
  void anInterruptKillsABusyWorker() throws Exception {
    ExecutorService task = Executors.newSingleThreadExecutor();
    Future<?> end =
        task.submit(
            () ->
                assertThatThrownBy(() -> pool.evaluate(calls.of(1, "spin")))
                    .isInstanceOf(InterruptedException.class));
    long pid = Processes.awaitPid(folder.resolve("model-1.pid"));
    task.shutdownNow();
    end.get();
    assertThat(Processes.isRunning(pid)).isFalse();
  }

  @Test
  void closingEndsBusyAndIdleWorkersAndRemovesTheirFiles() throws Exception {
    WorkerPool own = new WorkerPool(SETTINGS, List.of(), folder);
    ExecutorService tasks = Executors.newFixedThreadPool(2);
    List<Future<TrialRun>> runs = new ArrayList<>();
    for (int id : List.of(1, 2)) {
      runs.add(tasks.submit(() -> own.evaluate(calls.of(id, "spin"))));
    }
    long first = Processes.awaitPid(folder.resolve("model-1.pid"));
    long second = Processes.awaitPid(folder.resolve("model-2.pid"));
    long idle = (long) pid(own, calls);
    Path arguments = arguments(idle);
    assertThat(arguments).startsWith(folder);
    own.close();
    for (Future<TrialRun> run : runs) {
      assertThat(cause(run.get())).isEqualTo(Cause.CRASH);
    }
    tasks.shutdown();
    assertThat(List.of(idle, first, second)).noneMatch(Processes::isRunning);
    assertThat(arguments.getParent()).doesNotExist();
  }

  @Test
  void aWorkerThatCannotStartSaysWhatTheJvmSaid() throws Exception {
    try (WorkerPool huge =
        new WorkerPool(new WorkerSettings(1L << 50, 1L << 20, 1, 1), List.of(), folder)) {
      TrialRun run = huge.evaluate(calls.of(1, "score"));
      assertThat(cause(run)).isEqualTo(Cause.ENVIRONMENT);
      assertThat(((Outcome.Failed) run.outcome()).reason())
          .startsWith("worker died at its start with exit code 1: ");
    }
  }

  @Test
  void workersDoNotOutliveAnExecutorThatIsKilled() throws Exception {
    Path file = folder.resolve("model-1.pid");
    Process executor =
        new ProcessBuilder(
                System.getProperty("java.home") + "/bin/java",
                "-cp",
                System.getProperty("java.class.path"),
                Executor.class.getName(),
                folder.toString())
            .inheritIO()
            .start();
    long worker = Processes.awaitPid(file);
    assertThat(Processes.isRunning(worker)).isTrue();
    executor.destroyForcibly().waitFor();
    Processes.awaitEnd(worker);
  }

  /** An executor with a worker in the middle of a trial that never ends by itself. */
  public static final class Executor {
    private Executor() {}

    /** Evaluates a trial in the given folder. */
    public static void main(String[] args) throws InterruptedException {
      Path folder = Path.of(args[0]);
      try (WorkerPool pool = new WorkerPool(SETTINGS, List.of(), folder)) {
        pool.evaluate(new Calls(folder).of(1, "spin"));
      }
    }
  }

  private static Cause cause(TrialRun run) {
    assertThat(run.outcome()).isInstanceOf(Outcome.Failed.class);
    return ((Outcome.Failed) run.outcome()).cause();
  }

  private static double pid(WorkerPool pool, Calls calls) throws InterruptedException {
    TrialRun run = pool.evaluate(calls.of(90, "score"));
    return ((Outcome.Scored) run.outcome()).metrics().getOrDefault("pid", 0.0);
  }

  /** The file that holds the worker's arguments. */
  private static Path arguments(long pid) throws Exception {
    String commandLine = Files.readString(Path.of("/proc/" + pid + "/cmdline"));
    return Path.of(commandLine.split("\0@?", -1)[1]);
  }
}
