package drover.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import drover.core.Attempt;
import drover.core.Cause;
import drover.core.Continuation;
import drover.core.LostModelException;
import drover.core.Note;
import drover.core.Outcome;
import drover.core.Params;
import drover.core.Report;
import drover.core.TestFailedException;
import drover.core.Trial;
import drover.core.TrialRun;
import drover.core.TrialRunner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What every runner of trials promises, wherever it runs them. */
@Timeout(120)
abstract class TrialRunnerContract {

  @TempDir Path folder;

  /** A runner with two slots for {@link ScriptedObjective}; the goal is a small {@code value}. */
  abstract TrialRunner runner();

  /** Where the runner keeps models. */
  abstract Path models();

  /** Where the runner keeps checkpoints. */
  abstract Path checkpoints();

  /** An executor as this runner names it. */
  abstract String executor();

  @Test
  void aScoreComesBackWithItsCurveAndPlaceAndTime() throws Exception {
    Instant before = Instant.now();
    TrialRun run = run(Trials.scoring(1, 0.25));
    assertThat(run.outcome()).isEqualTo(new Outcome.Scored(List.of(0.25), Map.of("value", 0.25)));
    assertThat(run.curve())
        .extracting(report -> report.metrics().get("value"))
        .containsExactly(1.25, 0.25);
    assertThat(run.executor()).matches(executor());
    assertThat(run.started()).isBetween(before, Instant.now());
    assertThat(run.elapsed()).isBetween(Duration.ZERO, Duration.between(before, Instant.now()));
  }

  @Test
  void infeasibleParamsAreAnOutcome() throws Exception {
    TrialRun run = run(Trials.acting(2, "infeasible"));
    assertThat(run.outcome()).isEqualTo(new Outcome.Infeasible("loss is NaN"));
  }

  @Test
  void anExceptionIsAnOutcome() throws Exception {
    TrialRun run = run(Trials.acting(3, "throw"));
    assertThat(cause(run)).isEqualTo(Cause.ERROR);
    assertThat(run.outcome().reason()).contains("no such luck");
  }

  @Test
  void aLackOfMemorySaysWhatToRaiseAndTheNextTrialRuns() throws Exception {
    TrialRun run = run(Trials.acting(4, "exhaust"));
    assertThat(cause(run)).isEqualTo(Cause.HEAP);
    assertThat(run.outcome().reason())
        .matches(
            "out of memory \\(Java heap space\\): raise (worker.heap|spark.executor.memory.*)");
    assertThat(run(Trials.scoring(5, 0.5)).outcome().isScored()).isTrue();
  }

  @Test
  void theStartIsToldOnceAndBeforeTheEnd() throws Exception {
    Queue<String> told = new ConcurrentLinkedQueue<>();
    TrialRun run = runner().start(new Attempt(Trials.scoring(6, 0.5), 0), told::add).get();
    assertThat(told).containsExactly(run.executor());
  }

  @Test
  void reportsComeWhileTheTrialRuns() throws Exception {
    Path go = folder.resolve("go");
    Follower follower = new Follower(report -> true);
    CompletableFuture<TrialRun> run =
        runner().start(new Attempt(Trials.acting(30, "report-and-wait", go), 0), follower);
    while (follower.reports.isEmpty()) {
      Thread.sleep(20);
    }
    assertThat(run).isNotDone();
    Files.createFile(go);
    assertThat(run.get().outcome().isScored()).isTrue();
    assertThat(follower.executors).containsExactly(run.get().executor());
    assertThat(follower.reports).containsExactlyElementsOf(run.get().curve());
  }

  /** After two seconds at most; the rest is for a busy machine. */
  @Test
  @Timeout(20)
  void trialsThatAreToEndArePrunedAndGiveTheirSlotsBack() throws Exception {
    List<CompletableFuture<TrialRun>> endless = new ArrayList<>();
    for (int id = 31; id < 35; id++) {
      Follower follower = new Follower(report -> report.step() < 3);
      endless.add(runner().start(new Attempt(Trials.acting(id, "endless"), 0), follower));
    }
    for (CompletableFuture<TrialRun> run : endless) {
      assertThat(run.get().outcome()).isEqualTo(new Outcome.Pruned(1.0 / 3));
      assertThat(run.get().curve()).extracting(Report::step).containsExactly(1, 2, 3);
      assertThat(run.get().model()).isFalse();
      assertThat(run.get().executor()).matches(executor());
    }
    assertThat(run(Trials.scoring(35, 0.5)).outcome().isScored()).isTrue();
  }

  @Test
  void aCancelledTrialEndsAndGivesItsSlotBack() throws Exception {
    Path pid = folder.resolve("pid");
    List<CompletableFuture<TrialRun>> hanging = new ArrayList<>();
    for (int id = 7; id < 9; id++) {
      hanging.add(start(Trials.acting(id, "hang", pid.resolveSibling("pid" + id))));
    }
    for (int id = 7; id < 9; id++) {
      awaitText(pid.resolveSibling("pid" + id));
    }
    hanging.forEach(future -> future.cancel(true));
    assertThat(hanging).allMatch(CompletableFuture::isCancelled);
    assertThat(run(Trials.scoring(9, 0.5)).outcome().isScored()).isTrue();
  }

  @Test
  void aModelIsKeptIfItsLossIsAtMostTheThreshold() throws Exception {
    TrialRun worse =
        runner().start(new Attempt(Trials.scoring(10, 0.5), 0.4), executor -> {}).get();
    TrialRun equal =
        runner().start(new Attempt(Trials.scoring(11, 0.4), 0.4), executor -> {}).get();
    assertThat(worse.model()).isFalse();
    assertThat(equal.model()).isTrue();
    assertThat(models().resolve("10.zip")).doesNotExist();
    assertThat(models().resolve("11.zip")).hasContent("0.6");
  }

  @Test
  void aKeptModelIsReplacedByALaterAttemptAndNothingElseIsLeft() throws Exception {
    for (double loss : List.of(0.5, 0.25)) {
      assertThat(
              runner()
                  .start(new Attempt(Trials.scoring(12, loss), 1), executor -> {})
                  .get()
                  .model())
          .isTrue();
    }
    try (var files = Files.list(models())) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .allMatch(name -> name.matches("\\d+\\.zip"))
          .contains("12.zip");
    }
    assertThat(models().resolve("12.zip")).hasContent("0.75");
  }

  @Test
  void aTrialWhoseModelCannotBeKeptKeepsItsScore() throws Exception {
    Files.createDirectories(models().resolve("15.zip").resolve("in the way"));
    TrialRun run = runner().start(new Attempt(Trials.scoring(15, 0.25), 1), executor -> {}).get();
    assertThat(run.outcome().isScored()).isTrue();
    assertThat(run.model()).as("it left one, which is lost").isTrue();
    requireLostModel(15);
  }

  @Test
  void theTestMeasuresTheKeptModel() throws Exception {
    Trial trial = Trials.scoring(13, 0.25);
    runner().start(new Attempt(trial, 1), executor -> {}).get();
    assertThat(runner().test(trial).get()).containsExactly(Map.entry("accuracy", 0.75));
  }

  @Test
  void theTestOfATrialWithoutModelSaysSo() {
    requireLostModel(14);
  }

  private void requireLostModel(int id) {
    assertThatThrownBy(() -> runner().test(Trials.scoring(id, 0.25)).get())
        .isInstanceOf(ExecutionException.class)
        .hasCauseInstanceOf(LostModelException.class)
        .hasMessageContaining(id + ".zip");
  }

  @Test
  void aTestThatFailsSaysWhy() throws Exception {
    train(training(16, 1)); // its model is not the number that the test wants
    assertThatThrownBy(() -> runner().test(training(16, 1)).get())
        .isInstanceOf(ExecutionException.class)
        .cause()
        .isInstanceOfSatisfying(
            TestFailedException.class,
            failed -> assertThat(failed.failure().cause()).isEqualTo(Cause.ERROR))
        .hasMessageContaining("NumberFormatException");
  }

  @Test
  void everyOneOfManyTrialsComesBackExactlyOnce() throws Exception {
    int trials = 200;
    Path marks = folder.resolve("marks");
    List<CompletableFuture<TrialRun>> runs =
        IntStream.range(0, trials).mapToObj(id -> start(Trials.acting(id, "mark", marks))).toList();
    for (int id = 0; id < trials; id++) {
      assertThat(runs.get(id).get().outcome())
          .isEqualTo(new Outcome.Scored(List.of((double) id), Map.of("value", (double) id)));
    }
    assertThat(Files.readAllLines(marks).stream().map(Integer::valueOf))
        .containsExactlyInAnyOrderElementsOf(IntStream.range(0, trials).boxed().toList());
  }

  /** Why a trial failed. */
  static Cause cause(TrialRun run) {
    assertThat(run.outcome()).isInstanceOf(Outcome.Failed.class);
    return ((Outcome.Failed) run.outcome()).cause();
  }

  @Test
  void aChildStartsFromItsParentsLastCheckpoint() throws Exception {
    Trial parent = training(100, 3);
    Trial child = training(101, 5, 100);
    assertThat(train(parent).continuation()).isEqualTo(new Continuation(0, 3, List.of()));
    TrialRun run = train(child, parent);
    assertThat(run.continuation()).isEqualTo(new Continuation(3, 5, List.of()));
    assertThat(run.curve()).extracting(Report::step).containsExactly(4, 5);
    assertThat(models().resolve("101.zip")).hasContent("100:1 100:2 100:3 101:4 101:5 ");
  }

  @Test
  void ancestorsWhoseCheckpointsAreLostOrDamagedAreTrainedAgain() throws Exception {
    Trial first = training(102, 2);
    Trial second = training(103, 4, 102);
    train(first);
    train(second, first);
    deleteCheckpoints(102);
    try (var files = Files.list(checkpoints().resolve("103"))) {
      for (Path file : files.filter(name -> name.toString().endsWith(".checkpoint")).toList()) {
        Files.writeString(file, "102:1 102:2 103:3 103:5 ");
      }
    }
    TrialRun run = train(training(104, 5, 103), first, second);
    assertThat(run.continuation()).isEqualTo(new Continuation(4, 5, List.of(102, 103)));
    assertThat(models().resolve("104.zip")).hasContent("102:1 102:2 103:3 103:4 104:5 ");
  }

  @Test
  void onlyTheLatestCheckpointIsKept() throws Exception {
    train(training(105, 6));
    assertThat(names(checkpoints().resolve("105")))
        .hasSize(2)
        .allMatch(name -> name.startsWith("6-1-"));
  }

  @Test
  void theLastCheckpointOfATrialThatNoneContinuesIsNotSaved() throws Exception {
    TrialRun run = runner().start(new Attempt(training(106, 1), 0), executor -> {}).get();
    assertThat(run.continuation().offered()).isEqualTo(1);
    assertThat(checkpoints().resolve("106")).doesNotExist();
  }

  @Test
  void theLastCheckpointIsSavedOfATrialThatScoresWellEnough() throws Exception {
    for (int id = 108; id <= 109; id++) {
      Trial trial = training(id, id == 108 ? 4 : 5); // scores 0.25 and 0.2
      runner().start(new Attempt(trial, 1, List.of(), 0, 0.2), executor -> {}).get();
    }
    assertThat(names(checkpoints().resolve("109"))).hasSize(2).allMatch(f -> f.startsWith("5-1-"));
    assertThat(names(checkpoints().resolve("108"))).noneMatch(file -> file.startsWith("4-"));
  }

  private static List<String> names(Path folder) throws IOException {
    if (Files.notExists(folder)) {
      return List.of();
    }
    try (var files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).toList();
    }
  }

  @Test
  void aTrialThatStartsFromItsOwnCheckpointIsPrunedByWhatItHadReported() throws Exception {
    train(training(107, 4));
    Attempt again = new Attempt(training(107, 4), 2, List.of(), 0, 1);
    Follower follower = new Follower(report -> report.step() < 2);
    TrialRun run = runner().start(again, follower).get();
    assertThat(run.outcome()).isEqualTo(new Outcome.Pruned(0.5));
    assertThat(run.curve()).extracting(Report::step).containsExactly(1, 2);
    assertThat(follower.reports).containsExactlyElementsOf(run.curve());
  }

  private TrialRun train(Trial trial, Trial... ancestors) throws Exception {
    Attempt attempt = new Attempt(trial, 1, List.of(ancestors), 1, 1);
    return runner().start(attempt, executor -> {}).get();
  }

  private void deleteCheckpoints(int trial) throws IOException {
    Path folder = checkpoints().resolve(Integer.toString(trial));
    try (var files = Files.list(folder)) {
      for (Path file : files.toList()) {
        Files.delete(file);
      }
    }
    Files.delete(folder);
  }

  static Trial training(int id, int budget, Integer... parent) {
    OptionalInt from = Stream.of(parent).mapToInt(Integer::intValue).findFirst();
    return new Trial(id, new Params(Map.of("do", "train")), budget, from, Note.EMPTY);
  }

  final CompletableFuture<TrialRun> start(Trial trial) {
    return runner().start(new Attempt(trial, Double.NEGATIVE_INFINITY), executor -> {});
  }

  final TrialRun run(Trial trial) throws Exception {
    return start(trial).get();
  }

  /** Waits until a trial has written something into a file. */
  static String awaitText(Path file) throws IOException, InterruptedException {
    while (Files.notExists(file) || Files.size(file) == 0) {
      Thread.sleep(20);
    }
    return Files.readString(file);
  }
}
