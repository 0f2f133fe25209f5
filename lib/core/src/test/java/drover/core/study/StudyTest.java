package drover.core.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import drover.core.Attempt;
import drover.core.Cause;
import drover.core.Goal;
import drover.core.Note;
import drover.core.Outcome;
import drover.core.Params;
import drover.core.Searcher;
import drover.core.Trial;
import drover.core.TrialListener;
import drover.core.TrialRun;
import drover.core.TrialRunner;
import drover.core.journal.End;
import drover.core.journal.Event;
import drover.core.journal.Journal;
import drover.core.journal.StudyBusyException;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Queue;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class StudyTest {

  private final MemoryJournal journal = new MemoryJournal();

  @Test
  void runsAllTrialsAndTestsTheBestOnce() throws Exception {
    ScriptedRunner runner = new ScriptedRunner(trial -> scored(10 - trial.id()), 4);
    End end = study(plan(10), runner).run();

    assertThat(end).isEqualTo(new End(End.State.COMPLETE, End.TRIALS, 0));
    StudyState state = StudyState.of(journal.events);
    assertThat(state.told()).isEqualTo(10);
    assertThat(state.best().orElseThrow().trial().id()).isEqualTo(9);
    assertThat(runner.tested).containsExactly(9);
    assertThat(state.tested().orElseThrow().metrics()).containsEntry("accuracy", 0.5);
    assertThat(plan(10).isDone(state)).isTrue();
    assertThat(plan(11).isDone(state)).isFalse();
  }

  @Test
  void startsNothingThatIsNotDurable() throws Exception {
    Set<Integer> durable = new HashSet<>();
    journal.committed =
        event -> {
          if (event instanceof Event.Asked asked) {
            durable.add(asked.trial().id());
          }
        };
    ScriptedRunner runner =
        new ScriptedRunner(
            trial -> {
              assertThat(durable).contains(trial.id());
              return scored(trial.id());
            },
            2);
    study(plan(20), runner).run();
    assertThat(runner.launches).hasSize(20);
  }

  @Test
  void continuesAfterItsDriverDiedAtAnyCommit() throws Exception {
    for (int commits = 1; commits < 20; commits++) {
      MemoryJournal broken = new MemoryJournal();
      broken.dieAfter = commits;
      ScriptedRunner first = new ScriptedRunner(trial -> scored(trial.id()), 3);
      try {
        study(plan(12), first, broken, new CountingSearcher(Integer.MAX_VALUE)).run();
      } catch (IOException died) {
        assertThat(died).hasMessage("killed");
      }
      Set<Integer> told = new HashSet<>();
      StudyState.of(broken.events).trials().stream()
          .filter(record -> record.run().isPresent())
          .forEach(record -> told.add(record.trial().id()));

      broken.dieAfter = Integer.MAX_VALUE;
      ScriptedRunner second = new ScriptedRunner(trial -> scored(trial.id()), 3);
      End end = study(plan(12), second, broken, new CountingSearcher(Integer.MAX_VALUE)).run();

      assertThat(end.exit()).isZero();
      assertThat(StudyState.of(broken.events).told()).isEqualTo(12);
      assertThat(second.launches).noneMatch(told::contains);
    }
  }

  @Test
  void retriesWhatTheMachineryBrokeAndFailsItAfterItsAttempts() throws Exception {
    ScriptedRunner runner =
        new ScriptedRunner(
            trial ->
                trial.id() == 3
                    ? run(new Outcome.Failed(Cause.CRASH, "worker died of signal 11 (SIGSEGV)"))
                    : scored(1),
            2);
    study(plan(6), runner).run();

    StudyState state = StudyState.of(journal.events);
    assertThat(runner.launches.stream().filter(id -> id == 3)).hasSize(2);
    assertThat(state.trials().get(3).state()).isEqualTo("failed");
    assertThat(state.trials().get(3).attempt()).isEqualTo(2);
    assertThat(state.count("failed")).isEqualTo(1);
    assertThat(state.count("scored")).isEqualTo(5);
  }

  @Test
  void aBrokenRunnerEndsTheDriverAndCostsNoTrialAnAttempt() {
    ScriptedRunner runner = new ScriptedRunner(trial -> scored(1), 2);
    runner.breakFrom = 4;
    assertThatThrownBy(() -> study(plan(10), runner).run())
        .isInstanceOf(IOException.class)
        .hasMessage("trials cannot run any more");
    StudyState state = StudyState.of(journal.events);
    assertThat(state.trials()).allMatch(record -> record.faults() == 0);
    assertThat(state.count("failed")).isZero();
    assertThat(plan(10).isDone(state)).isFalse();
  }

  @Test
  void saysSoWhenNoTrialWasScored() throws Exception {
    ScriptedRunner runner = new ScriptedRunner(trial -> run(new Outcome.Infeasible("no")), 2);
    assertThat(study(plan(4), runner).run()).isEqualTo(new End(End.State.FAILED, End.TRIALS, 3));
    assertThat(runner.tested).isEmpty();
  }

  @Test
  void endsWhenTheSearcherHasNothingMore() throws Exception {
    ScriptedRunner runner = new ScriptedRunner(trial -> scored(1), 4);
    End end = study(plan(100), runner, journal, new CountingSearcher(7)).run();
    assertThat(end.reason()).isEqualTo(End.EXHAUSTED);
    assertThat(runner.launches).hasSize(7);
    assertThat(plan(1000).isDone(StudyState.of(journal.events))).isTrue();
  }

  @Test
  void stopsOnRequestAndCanBeContinued() throws Exception {
    ScriptedRunner hanging = new ScriptedRunner(trial -> scored(1), 2);
    hanging.hangFrom = 5;
    Study study = study(plan(10), hanging);
    hanging.onHang = () -> study.stop("SIGINT", 130);
    assertThat(study.run()).isEqualTo(new End(End.State.STOPPED, "SIGINT", 130));
    StudyState stopped = StudyState.of(journal.events);
    assertThat(stopped.count("running")).isZero();
    assertThat(plan(10).isDone(stopped)).isFalse();

    ScriptedRunner next = new ScriptedRunner(trial -> scored(1), 2);
    assertThat(study(plan(10), next).run().exit()).isZero();
    assertThat(StudyState.of(journal.events).told()).isEqualTo(10);
  }

  @Test
  void endsAtItsTimeoutWithWhatItHas() throws Exception {
    ScriptedRunner hanging = new ScriptedRunner(trial -> scored(1), 2);
    hanging.hangFrom = 3;
    StudyPlan plan = plan(10, Order.ARRIVAL, Optional.of(Duration.ofMillis(300)));
    End end = study(plan, hanging).run();
    assertThat(end).isEqualTo(new End(End.State.STOPPED, End.TIMEOUT, 0));
    assertThat(plan.isDone(StudyState.of(journal.events))).isTrue();
  }

  @ParameterizedTest
  @EnumSource(Order.class)
  void aResumedSearcherSeesTheSameSequence(Order order) throws Exception {
    RecordingSearcher live = new RecordingSearcher();
    ScriptedRunner runner = new ScriptedRunner(trial -> scored(trial.id() % 5), 4);
    StudyPlan plan = plan(40, order, Optional.empty());
    study(plan, runner, journal, live).run();

    RecordingSearcher resumed = new RecordingSearcher();
    study(plan, runner, new MemoryJournal(), journal.read(), resumed);
    assertThat(resumed.sequence).isEqualTo(live.sequence.subList(0, resumed.sequence.size()));
    assertThat(resumed.sequence.stream().filter(step -> step.startsWith("asked"))).hasSize(40);
  }

  @Test
  void deterministicOrderDoesNotDependOnTiming() throws Exception {
    List<List<Params>> runs = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      MemoryJournal fresh = new MemoryJournal();
      ScriptedRunner runner = new ScriptedRunner(trial -> scored(trial.id() % 7), 4);
      runner.delays = new Random(i);
      Searcher sumOfLosses = new RecordingSearcher();
      study(plan(30, Order.DETERMINISTIC, Optional.empty()), runner, fresh, sumOfLosses).run();
      runs.add(StudyState.of(fresh.events).trials().stream().map(r -> r.trial().params()).toList());
    }
    assertThat(runs.get(1)).isEqualTo(runs.get(0));
    assertThat(runs.get(2)).isEqualTo(runs.get(0));
  }

  static TrialRun scored(double loss) {
    return run(Outcome.Scored.of(loss));
  }

  static TrialRun run(Outcome outcome) {
    return new TrialRun(outcome, List.of(), "test", Instant.now(), Duration.ofMillis(1), true);
  }

  static StudyPlan plan(int trials) {
    return plan(trials, Order.ARRIVAL, Optional.empty());
  }

  static StudyPlan plan(int trials, Order order, Optional<Duration> timeout) {
    List<Goal> goals = List.of(new Goal("loss", false));
    return new StudyPlan(
        "s",
        1,
        goals,
        "{}",
        trials,
        timeout,
        new Parallelism(OptionalInt.empty(), 1000),
        order,
        Policies.DEFAULT,
        OptionalDouble.empty(),
        Optional.empty(),
        1);
  }

  private Study study(StudyPlan plan, TrialRunner runner) {
    return study(plan, runner, journal, new CountingSearcher(Integer.MAX_VALUE));
  }

  private static Study study(
      StudyPlan plan, TrialRunner runner, MemoryJournal journal, Searcher searcher) {
    return study(plan, runner, journal, journal.read(), searcher);
  }

  private static Study study(
      StudyPlan plan,
      TrialRunner runner,
      MemoryJournal journal,
      List<Event> past,
      Searcher searcher) {
    return new Study(
        plan, journal, past, searcher, Optional::empty, 4, runner, List.of(), Clock.systemUTC());
  }

  /** Proposes the numbers up to a limit. */
  static final class CountingSearcher implements Searcher {
    private final int limit;

    CountingSearcher(int limit) {
      this.limit = limit;
    }

    @Override
    public Optional<Trial> propose(int id) {
      return id < limit
          ? Optional.of(new Trial(id, new Params(Map.of("i", (long) id)), 1, Note.EMPTY))
          : Optional.empty();
    }

    @Override
    public void asked(Trial trial) {}

    @Override
    public void told(Trial trial, Outcome outcome) {}
  }

  /**
   * Proposes a value that depends on all it was told, in order; needs the first outcome to go on.
   */
  static final class RecordingSearcher implements Searcher {
    final List<String> sequence = new ArrayList<>();

    @Override
    public Optional<Trial> propose(int id) {
      if (id >= 2 && sequence.stream().noneMatch(step -> step.startsWith("told"))) {
        return Optional.empty();
      }
      Params params = new Params(Map.of("x", (long) sequence.hashCode()));
      return Optional.of(new Trial(id, params, 1, Note.EMPTY));
    }

    @Override
    public void asked(Trial trial) {
      sequence.add("asked " + trial.id());
    }

    @Override
    public void told(Trial trial, Outcome outcome) {
      sequence.add("told " + trial.id() + " " + outcome);
    }
  }

  static final class MemoryJournal implements Journal {
    final List<Event> events = new ArrayList<>();
    Consumer<Event> committed = event -> {};
    int dieAfter = Integer.MAX_VALUE;
    volatile boolean overtaken;

    @Override
    public List<Event> read() {
      return List.copyOf(events);
    }

    @Override
    public void append(List<Event> batch) throws IOException {
      if (dieAfter-- == 0) {
        throw new IOException("killed");
      }
      events.addAll(batch);
      batch.forEach(committed);
    }

    @Override
    public void requireLive() throws StudyBusyException {
      if (overtaken) {
        throw new StudyBusyException("another driver has taken the study over");
      }
    }

    @Override
    public void close() {}
  }

  /** Runs trials in threads by a function from trial to run. */
  static final class ScriptedRunner implements TrialRunner {
    final List<Integer> launches = new ArrayList<>();
    final List<Integer> tested = new ArrayList<>();
    private final Function<Trial, TrialRun> script;
    private final int slots;
    private final ScheduledExecutorService threads = Executors.newScheduledThreadPool(4);
    int hangFrom = Integer.MAX_VALUE;
    int breakFrom = Integer.MAX_VALUE;
    final Queue<Exception> testFailures = new ArrayDeque<>();
    Runnable onHang = () -> {};
    Random delays = new Random(7);

    ScriptedRunner(Function<Trial, TrialRun> script, int slots) {
      this.script = script;
      this.slots = slots;
    }

    @Override
    public int slots() {
      return slots;
    }

    @Override
    public CompletableFuture<TrialRun> start(Attempt attempt, TrialListener listener) {
      Trial trial = attempt.trial();
      launches.add(trial.id());
      CompletableFuture<TrialRun> future = new CompletableFuture<>();
      listener.started("test");
      if (trial.id() >= breakFrom) {
        future.completeExceptionally(new IllegalStateException("no cluster"));
        return future;
      }
      if (trial.id() >= hangFrom) {
        onHang.run();
        return future;
      }
      ScheduledFuture<?> unused =
          threads.schedule(
              () -> {
                try {
                  future.complete(script.apply(trial));
                } catch (Throwable e) {
                  future.complete(run(new Outcome.Failed(e.toString())));
                }
              },
              delays.nextInt(8),
              TimeUnit.MILLISECONDS);
      return future;
    }

    @Override
    public CompletableFuture<Map<String, Double>> test(Trial trial) {
      if (!testFailures.isEmpty()) {
        return CompletableFuture.failedFuture(testFailures.remove());
      }
      tested.add(trial.id());
      return CompletableFuture.completedFuture(Map.of("accuracy", 0.5));
    }

    @Override
    public void close() {
      threads.shutdownNow();
    }
  }
}
