package drover.spark.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import drover.core.Cause;
import drover.core.Outcome;
import drover.core.Report;
import drover.core.TestFailedException;
import drover.core.TrialRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What every {@link Isolation} promises. */
@Timeout(120)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class IsolationContract {

  @TempDir Path folder;
  private final Isolation isolation;
  private Calls calls = new Calls(Path.of(""));

  IsolationContract(Isolation isolation) {
    this.isolation = isolation;
  }

  @BeforeEach
  void prepare() {
    calls = new Calls(folder);
  }

  @AfterAll
  void close() {
    isolation.close();
  }

  @Test
  void givesTheOutcomeTheCurveAndTheTimes() throws Exception {
    Instant before = Instant.now();
    TrialRun run = isolation.evaluate(calls.of(3, "score"));
    assertThat(run.outcome()).isInstanceOf(Outcome.Scored.class);
    assertThat(((Outcome.Scored) run.outcome()).loss()).isEqualTo(1.0);
    assertThat(run.curve())
        .containsExactly(new Report(1, Map.of("value", 2.0)), new Report(2, Map.of("value", 1.0)));
    assertThat(run.executor()).isEmpty();
    assertThat(run.started()).isBetween(before, Instant.now());
    assertThat(run.elapsed()).isPositive();
    assertThat(run.model()).isFalse();
  }

  @Test
  void keepsTheObjectiveFromTrialToTrial() throws Exception {
    double before = trialsOfTheInstance();
    isolation.evaluate(calls.of(1, "throw"));
    assertThat(trialsOfTheInstance()).isEqualTo(before + 2);
  }

  @Test
  void testsTheModelThatATrialLeft() throws Exception {
    assertThat(isolation.evaluate(calls.of(0, "measure")).model()).isTrue();
    assertThat(isolation.test(calls.of(0, "score"))).isEqualTo(Map.of("length", 7.0));
  }

  @Test
  void aReportAfterTheEndOfItsTrialIsNobodys() throws Exception {
    assertThat(isolation.evaluate(calls.of(1, "measure and report on")).model()).isTrue();
    assertThat(isolation.test(calls.of(1, "score"))).isEqualTo(Map.of("length", 7.0));
    assertThat(isolation.evaluate(calls.of(2, "rest")).curve())
        .containsExactly(new Report(1, Map.of("value", 2.0)), new Report(2, Map.of("value", 1.0)));
  }

  @Test
  void eachReportIsTold() throws Exception {
    List<Report> reports = new ArrayList<>();
    TrialRun run = isolation.evaluate(calls.of(1, "score"), reports::add);
    assertThat(reports).isEqualTo(run.curve()).hasSize(2);
  }

  @Test
  void anEvaluationThatIsToEndIsPrunedWithItsLastLoss() throws Exception {
    double before = trialsOfTheInstance();
    TrialRun run = isolation.evaluate(calls.of(1, "measure"), report -> report.step() < 2);
    assertThat(run.outcome()).isEqualTo(new Outcome.Pruned(1.0));
    assertThat(run.curve()).hasSize(2);
    assertThat(run.model()).isFalse();
    assertThat(trialsOfTheInstance()).isEqualTo(before + 2);
  }

  @Test
  void anyThreadOfTheObjectiveMayHearOfTheEnd() throws Exception {
    TrialRun run = isolation.evaluate(calls.of(1, "report elsewhere"), report -> report.step() < 2);
    assertThat(run.outcome()).isEqualTo(new Outcome.Pruned(1.0));
    assertThat(isolation.evaluate(calls.of(2, "score")).outcome().isScored()).isTrue();
  }

  @Test
  void anInterruptWhileAReportIsTakenEndsATrial() throws Exception {
    assertThatThrownBy(
            () ->
                isolation.evaluate(
                    calls.of(1, "sleep"),
                    report -> {
                      throw new InterruptedException();
                    }))
        .isInstanceOf(InterruptedException.class);
    assertThat(isolation.evaluate(calls.of(2, "score")).outcome().isScored()).isTrue();
  }

  @Test
  void saysWhyAModelCannotBeTested() {
    assertThatThrownBy(() -> isolation.test(calls.of(0, "score")))
        .isInstanceOfSatisfying(
            TestFailedException.class,
            failed -> assertThat(failed.failure().cause()).isEqualTo(Cause.ERROR))
        .hasMessageContaining("NoSuchFileException: " + folder.resolve("model-0"));
  }

  @Test
  void aModelThatAnEarlierAttemptLeftIsNotTheTrials() throws Exception {
    Files.writeString(folder.resolve("model-0"), "half");
    assertThat(isolation.evaluate(calls.of(0, "score")).model()).isFalse();
  }

  @Test
  void findsDataFilesByTheirNameInTheStudyFile() throws Exception {
    Files.writeString(folder.resolve("data.csv"), "1,2,3");
    TrialRun run = isolation.evaluate(calls.of(0, "read"));
    assertThat(((Outcome.Scored) run.outcome()).loss()).isEqualTo(5.0);
  }

  @Test
  void moreLossesThanGoalsAreNoScore() throws Exception {
    assertThat(isolation.evaluate(calls.of(0, "score twice")).outcome().reason())
        .contains("the objective gave 2 losses for 1 goals");
  }

  @Test
  void lossesThatAreNotFiniteAreInfeasible() throws Exception {
    assertThat(isolation.evaluate(calls.of(0, "diverge")).outcome())
        .isEqualTo(new Outcome.Infeasible("value is NaN"));
  }

  @Test
  void exceptionsFailTheTrialWithTheirMessage() throws Exception {
    assertFailed("throw", Cause.ERROR, "IllegalArgumentException: kernel larger than its input");
    assertFailed("misread", Cause.ERROR, "missing");
    assertFailed("overflow", Cause.ERROR, "StackOverflowError");
  }

  @Test
  void lackOfMemorySaysWhatToRaise() throws Exception {
    assertFailed("no native memory", Cause.OFF_HEAP, "Physical memory usage is too high");
    assertFailed("wrapped", Cause.HEAP, "out of memory (Java heap space): raise ");
    assertThat(isolation.evaluate(calls.of(9, "score")).outcome().isScored()).isTrue();
  }

  @Test
  void anErrorThatEveryTrialWouldMeetSaysSo() throws Exception {
    assertFailed("refuse the data", Cause.UNUSABLE, "data.csv:3: 7 columns, 8 above");
    assertFailed("miss a class", Cause.UNUSABLE, "no class drover/no/such on the executors'");
  }

  @Test
  void anUnknownObjectiveMakesTheStudyUnusable() throws Exception {
    ObjectiveCall call = calls.of(0, "score");
    TrialRun run =
        isolation.evaluate(
            new ObjectiveCall(
                "no.such.Objective",
                call.defaults(),
                call.trial(),
                call.settings(),
                call.goals(),
                call.seed(),
                call.files(),
                call.model(),
                call.checkpointing()));
    assertThat(run.outcome())
        .isEqualTo(
            new Outcome.Failed(
                Cause.UNUSABLE,
                "the objective's class no.such.Objective cannot be used by the executors; is its jar"
                    + " on their class path? (ClassNotFoundException: no.such.Objective)"));
  }

  @Test
  void textOfAnyKindAndSizePasses() throws Exception {
    String text = "Größe 😀 \" \\ \n \u2028 \u0001 {".repeat(50_000);
    assertThat(isolation.evaluate(calls.of(0, "repeat", text)).outcome())
        .isEqualTo(new Outcome.Infeasible(text));
  }

  @Test
  void trialsRunAtOnce() throws Exception {
    ExecutorService tasks = Executors.newFixedThreadPool(2);
    try {
      List<Future<TrialRun>> runs =
          List.of(
              tasks.submit(() -> isolation.evaluate(calls.of(1, "sleep"))),
              tasks.submit(() -> isolation.evaluate(calls.of(2, "sleep"))));
      await(folder.resolve("model-1"));
      await(folder.resolve("model-2"));
      assertThat(runs).noneMatch(Future::isDone);
    } finally {
      tasks.shutdownNow();
    }
  }

  @Test
  void anInterruptEndsATrial() throws Exception {
    ExecutorService task = Executors.newSingleThreadExecutor();
    Future<?> end =
        task.submit(
            () ->
                assertThatThrownBy(() -> isolation.evaluate(calls.of(1, "sleep")))
                    .isInstanceOf(InterruptedException.class));
    await(folder.resolve("model-1"));
    task.shutdownNow();
    end.get();
    assertThat(isolation.evaluate(calls.of(2, "score")).outcome().isScored()).isTrue();
  }

  private double trialsOfTheInstance() throws InterruptedException {
    TrialRun run = isolation.evaluate(calls.of(0, "score"));
    return ((Outcome.Scored) run.outcome()).metrics().getOrDefault("trials", 0.0);
  }

  private void assertFailed(String deed, Cause cause, String reason) throws Exception {
    TrialRun run = isolation.evaluate(calls.of(5, deed));
    assertThat(run.outcome()).isInstanceOf(Outcome.Failed.class);
    assertThat(((Outcome.Failed) run.outcome()).reason()).contains(reason);
    assertThat(((Outcome.Failed) run.outcome()).cause()).isEqualTo(cause);
    assertThat(run.curve()).hasSize(1);
  }

  private static void await(Path file) throws IOException, InterruptedException {
    while (!Files.exists(file)) {
      Thread.sleep(10);
    }
  }
}
