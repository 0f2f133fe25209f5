package drover.core.study;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import drover.core.Attempt;
import drover.core.Goal;
import drover.core.Note;
import drover.core.Outcome;
import drover.core.Params;
import drover.core.Randomness;
import drover.core.Report;
import drover.core.Searcher;
import drover.core.Stopper;
import drover.core.Trial;
import drover.core.TrialListener;
import drover.core.TrialRun;
import drover.core.TrialRunner;
import drover.core.journal.End;
import drover.core.journal.Event;
import drover.core.journal.Journal;
import drover.core.report.ProgressText;
import drover.core.report.StatusJson;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Studies whose trials report, and are stopped. */
@Timeout(60)
final class StoppedStudyTest {

  private static final int STEPS = 6;
  private static final Goal GOAL = new Goal("value", false);

  @Test
  void trialsThatPromiseTooLittleArePruned() throws Exception {
    MemoryJournal journal = new MemoryJournal();
    End end = study(plan(40, Order.ARRIVAL), journal, new CurveRunner(1), List.of()).run();

    assertThat(end).isEqualTo(new End(End.State.COMPLETE, End.TRIALS, 0));
    StudyState state = StudyState.of(journal.events);
    assertThat(state.count("pruned")).isPositive();
    assertThat(state.count("scored")).isPositive();
    assertThat(state.count("pruned") + state.count("scored")).isEqualTo(40);
  }

  @Test
  void aStopHoldsAndNothingStopsAtTheFullBudget() {
    Trial trial = new Trial(0, Params.EMPTY, STEPS, Note.EMPTY);
    Stopping stopsAtThreeAndSix = (any, losses) -> losses.lastKey() % 3 == 0;
    Flight flight = new Flight(trial, GOAL, Optional.empty(), stopsAtThreeAndSix, executor -> {});
    assertThat(flight.reported(new Report(2, Map.of("value", 1.0)))).isTrue();
    assertThat(flight.reported(new Report(3, Map.of("value", 1.0)))).isFalse();
    assertThat(flight.reported(new Report(4, Map.of("value", 1.0)))).isFalse();
    flight.started("elsewhere");
    assertThat(flight.reported(new Report(STEPS, Map.of("value", 1.0)))).isTrue();
    assertThat(flight.reported(new Report(STEPS + 3, Map.of("noise", 1.0)))).isTrue();
  }

  @Test
  void deterministicOrderPrunesTheSameTrialsAtTheSameStepsWhateverTheTiming() throws Exception {
    List<String> first = deterministic(1, Integer.MAX_VALUE);
    assertThat(first).anyMatch(line -> line.contains("Pruned"));
    assertThat(deterministic(2, Integer.MAX_VALUE)).isEqualTo(first);
    assertThat(deterministic(3, Integer.MAX_VALUE)).isEqualTo(first);
  }

  @Test
  void andWhateverDriversDied() throws Exception {
    List<String> undisturbed = deterministic(4, Integer.MAX_VALUE);
    for (int commits = 2; commits < 30; commits += 9) {
      assertThat(deterministic(5, commits)).isEqualTo(undisturbed);
    }
  }

  @Test
  void listenersSeeTheCurvesOfRunningTrials() throws Exception {
    Set<Integer> curves = new HashSet<>();
    List<String> lines = new ArrayList<>();
    List<JsonNode> statuses = new ArrayList<>();
    ProgressText text = new ProgressText(40, Optional.empty(), 0);
    StudyListener watching =
        (state, running, events) -> {
          List<RunningTrial> now = running.now();
          now.forEach(one -> curves.add(one.curve().size()));
          lines.add(text.line(state, now, Instant.now()));
          StatusJson.of(state, now, Instant.now()).path("running").forEach(statuses::add);
        };
    CurveRunner runner = new CurveRunner(6);
    study(plan(40, Order.ARRIVAL), new MemoryJournal(), runner, List.of(watching)).run();

    assertThat(curves).contains(0).hasSizeGreaterThan(2);
    assertThat(lines)
        .anyMatch(line -> line.matches(".* running \\(trial \\d+: [-.\\d]+ after \\d\\).*"))
        .last()
        .asString()
        .contains(" pruned · 0 running · best value");
    assertThat(statuses)
        .isNotEmpty()
        .allSatisfy(
            status -> {
              assertThat(status.at("/curve").size()).isEqualTo(status.at("/step").asInt());
              assertThat(status.at("/loss").asDouble())
                  .isEqualTo(status.at("/metrics/value").asDouble());
            });
  }

  /** Params, outcomes and curves of a study whose driver dies once after so many commits. */
  private static List<String> deterministic(int timing, int commits) throws Exception {
    MemoryJournal journal = new MemoryJournal();
    journal.dieAfter = commits;
    StudyPlan plan = plan(30, Order.DETERMINISTIC);
    try {
      study(plan, journal, new CurveRunner(timing), List.of()).run();
    } catch (IOException died) {
      assertThat(died).hasMessage("killed");
      journal.dieAfter = Integer.MAX_VALUE;
      study(plan, journal, new CurveRunner(timing + 100), List.of()).run();
    }
    List<Trial> trials =
        StudyState.of(journal.events).trials().stream().map(TrialRecord::trial).toList();
    List<String> lines = new ArrayList<>(trials.stream().map(Trial::toString).toList());
    for (Event event : journal.events) {
      if (event instanceof Event.Told told) {
        lines.set(told.id(), lines.get(told.id()) + told.run().outcome() + told.run().curve());
      }
    }
    return lines;
  }

  private static Study study(
      StudyPlan plan, Journal journal, TrialRunner runner, List<StudyListener> listeners)
      throws IOException {
    return new Study(
        plan,
        journal,
        journal.read(),
        new NearTheBest(),
        () -> Optional.of(new WorseThanMost()),
        4,
        runner,
        listeners,
        Clock.systemUTC());
  }

  private static StudyPlan plan(int trials, Order order) {
    Parallelism auto = new Parallelism(OptionalInt.empty(), 1000);
    return new StudyPlan(
        "s",
        1,
        List.of(GOAL),
        "{}",
        trials,
        Optional.empty(),
        auto,
        order,
        Policies.DEFAULT,
        OptionalDouble.empty(),
        Optional.empty(),
        1);
  }

  /** Proposes something beside the best that it was told, so that what it sees matters. */
  private static final class NearTheBest implements Searcher {
    private double best = Double.POSITIVE_INFINITY;
    private double x;

    @Override
    public Optional<Trial> propose(int id) {
      double step = 4 * Randomness.of(1, id, "propose").nextDouble() - 2;
      return Optional.of(new Trial(id, new Params(Map.of("x", x + step)), STEPS, Note.EMPTY));
    }

    @Override
    public void asked(Trial trial) {}

    @Override
    public void told(Trial trial, Outcome outcome) {
      if (outcome instanceof Outcome.Scored scored && scored.loss() < best) {
        best = scored.loss();
        x = trial.params().real("x");
      }
    }
  }

  /** Stops what is worse than half of what it learned at the step. */
  private static final class WorseThanMost implements Stopper {
    private final Map<Integer, List<Double>> learned = new TreeMap<>();

    @Override
    public void learn(Trial trial, int step, double loss) {
      learned.computeIfAbsent(step, s -> new ArrayList<>()).add(loss);
    }

    @Override
    public boolean stops(Trial trial, NavigableMap<Integer, Double> curve) {
      List<Double> others = learned.getOrDefault(curve.lastKey(), List.of());
      double own = curve.lastEntry().getValue();
      return others.size() > 3
          && others.stream().filter(loss -> loss < own).count() > others.size() / 2;
    }
  }

  private static final class MemoryJournal implements Journal {
    private final List<Event> events = new ArrayList<>();
    private int dieAfter = Integer.MAX_VALUE;

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
    }

    @Override
    public void requireLive() {}

    @Override
    public void close() {}
  }

  /** Reports a curve that the trial's params give, at a speed that is chance. */
  private static final class CurveRunner implements TrialRunner {
    private final ExecutorService threads =
        Executors.newFixedThreadPool(
            4,
            task -> {
              Thread thread = new Thread(task);
              thread.setDaemon(true);
              return thread;
            });
    private final Random timing;

    CurveRunner(int timing) {
      this.timing = new Random(timing);
    }

    @Override
    public int slots() {
      return 4;
    }

    @Override
    public CompletableFuture<TrialRun> start(Attempt attempt, TrialListener listener) {
      Trial trial = attempt.trial();
      CompletableFuture<TrialRun> future = new CompletableFuture<>();
      int pause = timing.nextInt(4);
      Future<?> unused =
          threads.submit(
              () -> {
                listener.started("test");
                future.complete(run(trial, pause, listener));
                return null;
              });
      return future;
    }

    private static TrialRun run(Trial trial, int pause, TrialListener listener)
        throws InterruptedException {
      double x = trial.params().real("x");
      List<Report> curve = new ArrayList<>();
      Outcome outcome = Outcome.Scored.of((x - 1) * (x - 1));
      for (int step = 1; step <= STEPS; step++) {
        Thread.sleep(pause);
        double loss = (x - 1) * (x - 1) + 1.0 / step;
        curve.add(new Report(step, Map.of("value", loss)));
        if (!listener.reported(curve.get(step - 1))) {
          outcome = new Outcome.Pruned(loss);
          break;
        }
      }
      return new TrialRun(
          outcome, curve, "test", Instant.EPOCH, Duration.ofMillis(pause * 10L), false);
    }

    @Override
    public CompletableFuture<Map<String, Double>> test(Trial trial) {
      return CompletableFuture.completedFuture(Map.of());
    }

    @Override
    public void close() {
      threads.shutdownNow();
    }
  }
}
