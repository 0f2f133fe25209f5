package drover.core.study;

import static drover.core.study.StudyTest.plan;
import static drover.core.study.StudyTest.run;
import static drover.core.study.StudyTest.scored;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import drover.core.Attempt;
import drover.core.Outcome;
import drover.core.Trial;
import drover.core.TrialListener;
import drover.core.TrialRun;
import drover.core.TrialRunner;
import drover.core.journal.End;
import drover.core.journal.Event;
import drover.core.journal.StudyBusyException;
import drover.core.study.StudyTest.CountingSearcher;
import drover.core.study.StudyTest.MemoryJournal;
import drover.core.study.StudyTest.ScriptedRunner;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a driver leaves that ends before its study, and what the next one makes of it. */
@Timeout(60)
final class BrokenStudyTest {

  private final MemoryJournal journal = new MemoryJournal();
  private final Watching watching = new Watching();
  private Clock clock = Clock.systemUTC();

  @Test
  void listenersNeverActOnWhatIsNotDurable() throws Exception {
    int failures = 0;
    for (int commits = 1; commits < 20; commits++) {
      journal.events.clear();
      journal.dieAfter = commits;
      watching.failures.clear();
      ScriptedRunner runner = new ScriptedRunner(trial -> scored(20 - trial.id()), 3);
      try {
        study(12, runner).run();
      } catch (IOException died) {
        assertThat(died).hasMessage("killed");
        assertThat(watching.failures).containsExactly("error: killed");
        failures++;
      }
    }
    assertThat(failures).isGreaterThan(3);
    assertThat(watching.seen).isNotEmpty();
    assertThat(watching.undurable).isEmpty();
  }

  @Test
  void whatABrokenRunnerStillBroughtIsJournaled() {
    assertThatThrownBy(() -> study(10, new BreakingRunner()).run())
        .isInstanceOf(IOException.class)
        .hasRootCauseMessage("no cluster");
    StudyState state = StudyState.of(journal.events);
    assertThat(state.count("scored")).isEqualTo(1);
    assertThat(state.ended().orElseThrow().end().exit()).isEqualTo(1);
    assertThat(watching.seen).containsExactly(0);
    assertThat(watching.failures).isEmpty();
    assertThat(plan(10).isDone(state)).isFalse();
  }

  @Test
  void aDriverThatWasOvertakenEndsThoughItHasNothingToAppend() {
    ScriptedRunner hanging = new ScriptedRunner(trial -> scored(1), 2);
    hanging.hangFrom = 0;
    hanging.onHang = () -> journal.overtaken = true;
    assertThatThrownBy(() -> study(10, hanging).run()).isInstanceOf(StudyBusyException.class);
    assertThat(StudyState.of(journal.events).ended()).isEmpty();
    assertThat(watching.ticks).isZero();
    assertThat(watching.failures).isEmpty();
  }

  @Test
  void theTimeOfADriverThatDiesIsCounted() {
    AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-11-22T15:00:00Z"));
    clock = clockOf(now);
    ScriptedRunner hanging = new ScriptedRunner(trial -> scored(1), 1);
    hanging.hangFrom = 0;
    watching.tick = () -> now.updateAndGet(then -> then.plus(minutes(10)));
    journal.committed =
        event -> {
          if (event instanceof Event.Alive) {
            throw new IllegalStateException("killed");
          }
        };
    assertThatThrownBy(() -> study(10, hanging).run()).hasMessage("killed");

    Instant nextDay = clock.instant().plus(Duration.ofDays(1));
    StudyState state = StudyState.of(journal.events);
    state.apply(new Event.Driver(nextDay, "1", "2@host"));
    assertThat(state.elapsed(nextDay)).isBetween(minutes(10), minutes(30));
  }

  @Test
  void aStudyOfNothingButFailuresBeginsAnew() throws Exception {
    ScriptedRunner broken = new ScriptedRunner(trial -> run(new Outcome.Failed("no disk")), 2);
    assertThat(study(3, broken).run()).isEqualTo(new End(End.State.FAILED, End.TRIALS, 3));
    assertThat(plan(3).isDone(StudyState.of(journal.events))).isFalse();

    ScriptedRunner repaired = new ScriptedRunner(trial -> scored(10 - trial.id()), 2);
    assertThat(study(3, repaired).run().exit()).isZero();
    assertThat(repaired.launches).containsExactlyInAnyOrder(0, 1, 2);
    StudyState state = StudyState.of(journal.events);
    assertThat(state.told()).isEqualTo(3);
    assertThat(state.count("failed")).isZero();
    assertThat(state.best().orElseThrow().trial().id()).isEqualTo(2);
    assertThat(plan(3).isDone(state)).isTrue();

    ScriptedRunner more = new ScriptedRunner(trial -> scored(1), 2);
    assertThat(study(5, more).run().exit()).isZero();
    assertThat(more.launches).containsExactlyInAnyOrder(3, 4);
  }

  @Test
  void oneTrialThatDidNotFailIsEnoughForAStudyToBeDone() throws Exception {
    ScriptedRunner runner =
        new ScriptedRunner(
            trial -> run(trial.id() == 0 ? new Outcome.Infeasible("no") : failed()), 1);
    assertThat(study(3, runner).run().exit()).isEqualTo(3);
    assertThat(plan(3).isDone(StudyState.of(journal.events))).isTrue();
  }

  private static Outcome failed() {
    return new Outcome.Failed("no disk");
  }

  private static Duration minutes(int minutes) {
    return Duration.ofMinutes(minutes);
  }

  private static Clock clockOf(AtomicReference<Instant> now) {
    InstantSource source = now::get;
    return source.withZone(ZoneOffset.UTC);
  }

  private Study study(int trials, TrialRunner runner) {
    return new Study(
        plan(trials),
        journal,
        journal.read(),
        new CountingSearcher(Integer.MAX_VALUE),
        Optional::empty,
        4,
        runner,
        List.of(watching),
        clock);
  }

  /** Requires that whatever it is shown to act on is in the journal. */
  private final class Watching implements StudyListener {
    final List<Integer> seen = new ArrayList<>();
    final List<String> failures = new ArrayList<>();
    final List<String> undurable = new ArrayList<>();
    Runnable tick = () -> {};
    int ticks;

    @Override
    public void progressed(StudyState state, RunningTrials running, List<Event> events) {
      Set<Integer> durable =
          journal.events.stream()
              .filter(Event.Told.class::isInstance)
              .map(event -> ((Event.Told) event).id())
              .collect(Collectors.toSet());
      for (TrialRecord record : state.trials()) {
        if (record.run().isPresent() && !durable.contains(record.trial().id())) {
          undurable.add("trial " + record.trial().id());
        }
      }
      if (events.isEmpty()) {
        ticks++;
        tick.run();
      }
      events.stream()
          .filter(Event.Told.class::isInstance)
          .forEach(event -> seen.add(((Event.Told) event).id()));
    }

    @Override
    public void failed(StudyState state, RunningTrials running) {
      failures.add(state.ended().orElseThrow().end().reason());
    }
  }

  /** The first trial scores, and before the loop hears of it the second finds no cluster. */
  private static final class BreakingRunner implements TrialRunner {
    private final CompletableFuture<TrialRun> first = new CompletableFuture<>();

    @Override
    public int slots() {
      return 2;
    }

    @Override
    public CompletableFuture<TrialRun> start(Attempt attempt, TrialListener listener) {
      if (attempt.trial().id() == 0) {
        return first;
      }
      first.complete(scored(1));
      return CompletableFuture.failedFuture(new IllegalStateException("no cluster"));
    }

    @Override
    public CompletableFuture<Map<String, Double>> test(Trial trial) {
      throw new UnsupportedOperationException("test");
    }

    @Override
    public void close() {}
  }
}
