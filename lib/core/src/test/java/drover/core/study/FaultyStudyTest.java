package drover.core.study;

import static drover.core.study.StudyTest.run;
import static drover.core.study.StudyTest.scored;
import static org.assertj.core.api.Assertions.assertThat;

import drover.core.Attempt;
import drover.core.Cause;
import drover.core.Goal;
import drover.core.Outcome;
import drover.core.Report;
import drover.core.TimeLimit;
import drover.core.Trial;
import drover.core.TrialListener;
import drover.core.TrialRun;
import drover.core.TrialRunner;
import drover.core.journal.End;
import drover.core.journal.Event;
import drover.core.study.StudyTest.CountingSearcher;
import drover.core.study.StudyTest.MemoryJournal;
import drover.core.study.StudyTest.ScriptedRunner;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Studies that end early, and trials that the machinery breaks. */
@Timeout(60)
final class FaultyStudyTest {

  private static final List<Goal> GOALS = List.of(new Goal("loss", false));

  private final MemoryJournal journal = new MemoryJournal();
  private OptionalDouble target = OptionalDouble.empty();
  private FailureLimit maxFailed = FailureLimit.NONE;
  private Optional<TimeLimit> limit = Optional.empty();
  private Order order = Order.ARRIVAL;

  @Test
  void theTargetEndsTheStudyAndARerunHasNothingToDo() throws Exception {
    target = OptionalDouble.of(5);
    ScriptedRunner runner = new ScriptedRunner(trial -> scored(20 - trial.id()), 2);
    End end = study(100, runner).run();

    assertThat(end).isEqualTo(new End(End.State.COMPLETE, End.TARGET, 0));
    StudyState state = state();
    assertThat(state.trials()).hasSizeBetween(16, 40);
    assertThat(state.count("running")).isZero();
    assertThat(runner.tested).hasSize(1);
    assertThat(plan(100).isDone(state)).isTrue();
    target = OptionalDouble.of(4.5 - state.trials().size());
    assertThat(plan(100).isDone(state)).isFalse();
  }

  @Test
  void inDeterministicOrderTheTargetAsksTheSameTrialsWhateverTheTiming() throws Exception {
    order = Order.DETERMINISTIC;
    target = OptionalDouble.of(8);
    for (int seed = 0; seed < 5; seed++) {
      MemoryJournal fresh = new MemoryJournal();
      ScriptedRunner runner = new ScriptedRunner(trial -> scored(20 - trial.id()), 4);
      runner.delays = new Random(seed);
      End end = study(100, runner, fresh).run();
      assertThat(end).isEqualTo(new End(End.State.COMPLETE, End.TARGET, 0));
      assertThat(StudyState.of(fresh.events).count("scored")).isEqualTo(16);
    }
  }

  @Test
  void tooManyFailuresEndTheStudyAndARerunHasAnotherChance() throws Exception {
    maxFailed = new FailureLimit(3);
    Function<Trial, TrialRun> odd =
        trial -> trial.id() % 2 == 1 ? failed(Cause.ERROR, "no such luck") : scored(1);
    End end = study(100, new ScriptedRunner(odd, 2)).run();

    assertThat(end).isEqualTo(new End(End.State.FAILED, End.MAX_FAILED, 1));
    assertThat(state().count("failed")).isBetween(4, 20); // some in the same round
    assertThat(plan(100).isDone(state())).isFalse();

    ScriptedRunner repaired = new ScriptedRunner(trial -> scored(1), 2);
    assertThat(study(30, repaired).run().exit()).isZero();
    assertThat(state().told()).isEqualTo(30);
  }

  @Test
  void aShareOfFailuresIsLookedAtFromTheTenthTrialOn() {
    FailureLimit half = new FailureLimit(0.5);
    assertThat(half.isExceeded(9, 9)).isFalse();
    assertThat(half.isExceeded(5, 10)).isFalse();
    assertThat(half.isExceeded(6, 10)).isTrue();
    assertThat(new FailureLimit(0).isExceeded(0, 100)).isFalse();
    assertThat(new FailureLimit(0).isExceeded(1, 1)).isTrue();
    assertThat(FailureLimit.NONE.isExceeded(100, 100)).isFalse();
  }

  @Test
  void aStudyThatCannotRunEndsAtTheFirstTrialThatShowsItWhichIsLeftOpen() throws Exception {
    ScriptedRunner runner =
        new ScriptedRunner(trial -> failed(Cause.UNUSABLE, "there is no digits.csv"), 2);
    End end = study(100, runner).run();

    assertThat(end.exit()).isEqualTo(2);
    assertThat(end.state()).isEqualTo(End.State.FAILED);
    assertThat(end.reason()).matches("unusable: trial \\d: there is no digits.csv");
    assertThat(runner.launches).hasSizeLessThan(10);
    assertThat(runner.tested).isEmpty();
    assertThat(state().told()).isZero();

    assertThat(study(5, new ScriptedRunner(trial -> scored(1), 2)).run().exit()).isZero();
    assertThat(state().count("scored")).isEqualTo(5);
  }

  @Test
  void memoryThatRanOutIsNotTriedAgain() throws Exception {
    ScriptedRunner runner =
        new ScriptedRunner(
            trial -> trial.id() == 1 ? failed(Cause.HEAP, "raise worker.heap") : scored(1), 2);
    assertThat(study(4, runner).run().exit()).isZero();
    assertThat(runner.launches).hasSize(4);
    assertThat(state().trials().get(1).outcome())
        .contains(new Outcome.Failed(Cause.HEAP, "raise worker.heap"));
  }

  @Test
  void lostExecutorsAreFreeUntilTheTrialIsTakenForTheirDeath() throws Exception {
    ScriptedRunner runner =
        new ScriptedRunner(
            trial -> trial.id() == 1 ? failed(Cause.EXECUTOR_LOST, "killed") : scored(1), 2);
    assertThat(study(6, runner).run().exit()).isZero();
    assertThat(runner.launches.stream().filter(id -> id == 1)).hasSize(4);
    TrialRecord poison = state().trials().get(1);
    assertThat(poison.state()).isEqualTo("failed");
    assertThat(poison.attempt()).isEqualTo(4);
    assertThat(poison.faults()).isZero();
    assertThat(state().count("scored")).isEqualTo(5);
  }

  @Test
  void aTrialThatGetsFurtherEachTimeMayLoseAnyNumberOfExecutors() throws Exception {
    AtomicInteger steps = new AtomicInteger();
    ScriptedRunner runner =
        new ScriptedRunner(
            trial -> {
              int step = steps.incrementAndGet();
              return step <= 12 ? lostAfter(step) : scored(1);
            },
            1);
    assertThat(study(1, runner).run().exit()).isZero();
    assertThat(state().trials().get(0).attempt()).isEqualTo(13);
    assertThat(state().count("scored")).isEqualTo(1);
  }

  @Test
  void crashesCountAcrossDriversAndLossesDoToo() {
    Trial trial = new CountingSearcher(1).propose(0).orElseThrow();
    TrialRecord record = TrialRecord.asked(trial, 0);
    Function<Cause, Event.Stopped> stop =
        cause -> new Event.Stopped(0, 1, "", cause == Cause.CRASH, Optional.of(cause), 2);
    assertThat(Policies.DEFAULT.to(Cause.CRASH, record, 0)).isEqualTo(FailurePolicy.Reaction.RETRY);
    assertThat(Policies.DEFAULT.to(Cause.CRASH, record.stopped(stop.apply(Cause.CRASH)), 0))
        .isEqualTo(FailurePolicy.Reaction.FAIL);
    TrialRecord lost = record;
    for (int i = 0; i < 3; i++) {
      assertThat(Policies.DEFAULT.to(Cause.EXECUTOR_LOST, lost, 2))
          .isEqualTo(FailurePolicy.Reaction.FREE);
      lost = lost.stopped(stop.apply(Cause.EXECUTOR_LOST)).abandoned();
    }
    assertThat(Policies.DEFAULT.to(Cause.EXECUTOR_LOST, lost, 2))
        .isEqualTo(FailurePolicy.Reaction.FAIL);
    assertThat(Policies.DEFAULT.to(Cause.EXECUTOR_LOST, lost, 3))
        .isEqualTo(FailurePolicy.Reaction.FREE);
  }

  @Test
  void aTrialThatNothingEndsIsAbandonedAndTheStudyGoesOn() throws Exception {
    limit = Optional.of(new TimeLimit(Duration.ofMillis(100)));
    StuckRunner runner = new StuckRunner();
    assertThat(study(4, runner).run().exit()).isZero();
    assertThat(runner.cancelled).containsExactlyInAnyOrder(0, 1);
    assertThat(state().trials().get(0).outcome())
        .contains(new Outcome.Pruned(0.5, "ran longer than trial.timeout = 100ms"));
    assertThat(state().trials().get(1).outcome().orElseThrow())
        .isInstanceOfSatisfying(
            Outcome.Failed.class, failed -> assertThat(failed.cause()).isEqualTo(Cause.TIMEOUT));
    assertThat(state().count("scored")).isEqualTo(2);
  }

  private static TrialRun failed(Cause cause, String reason) {
    return run(new Outcome.Failed(cause, reason));
  }

  private static TrialRun lostAfter(int step) {
    return new TrialRun(
        new Outcome.Failed(Cause.EXECUTOR_LOST, "killed"),
        List.of(new Report(step, Map.of("loss", 1.0))),
        "test",
        Instant.now(),
        Duration.ZERO,
        false);
  }

  private StudyState state() {
    return StudyState.of(journal.events);
  }

  private StudyPlan plan(int trials) {
    return new StudyPlan(
        "s",
        1,
        GOALS,
        "{}",
        trials,
        Optional.empty(),
        new Parallelism(OptionalInt.empty(), 1000),
        order,
        Policies.limited(maxFailed),
        target,
        limit,
        1);
  }

  private Study study(int trials, TrialRunner runner) {
    return study(trials, runner, journal);
  }

  private Study study(int trials, TrialRunner runner, MemoryJournal to) {
    return new Study(
        plan(trials),
        to,
        to.read(),
        new CountingSearcher(Integer.MAX_VALUE),
        Optional::empty,
        4,
        runner,
        List.of(),
        Clock.systemUTC());
  }

  /**
   * The first trial reports and never ends, the second never ends; the others, whose data are
   * fetched till then or whose models are kept, score a little later.
   */
  private static final class StuckRunner implements TrialRunner {
    final List<Integer> cancelled = new ArrayList<>();
    private final List<CompletableFuture<TrialRun>> slow = new ArrayList<>();

    @Override
    public int slots() {
      return 4;
    }

    @Override
    public CompletableFuture<TrialRun> start(Attempt attempt, TrialListener listener) {
      Trial trial = attempt.trial();
      CompletableFuture<TrialRun> future =
          new CompletableFuture<>() {
            @Override
            public boolean cancel(boolean interrupt) {
              cancelled.add(trial.id());
              Executor later = CompletableFuture.delayedExecutor(500, TimeUnit.MILLISECONDS);
              slow.forEach(run -> run.completeAsync(() -> scored(1), later));
              return super.cancel(interrupt);
            }
          };
      listener.started("test");
      if (trial.id() == 0) {
        assertThat(listener.reported(new Report(1, Map.of("loss", 0.5)))).isTrue();
      }
      listener.evaluating(trial.id() != 2);
      if (trial.id() > 1) {
        listener.evaluating(false);
        slow.add(future);
      }
      return future;
    }

    @Override
    public CompletableFuture<Map<String, Double>> test(Trial trial) {
      return CompletableFuture.completedFuture(Map.of());
    }

    @Override
    public void close() {}
  }
}
