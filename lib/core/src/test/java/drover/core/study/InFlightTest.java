package drover.core.study;

import static drover.core.study.StudyTest.scored;
import static org.assertj.core.api.Assertions.assertThat;

import drover.core.Attempt;
import drover.core.Goal;
import drover.core.Note;
import drover.core.Outcome;
import drover.core.Params;
import drover.core.TimeLimit;
import drover.core.Trial;
import drover.core.TrialListener;
import drover.core.TrialRun;
import drover.core.TrialRunner;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** In which order a launch's end, its deadline and what the loop hears of them may come. */
final class InFlightTest {

  private static final Trial TRIAL = new Trial(0, Params.EMPTY, 1, Note.EMPTY);
  private static final Goal GOAL = new Goal("loss", false);
  private static final TimeLimit LIMIT = new TimeLimit(Duration.ofMinutes(1));

  private final Queue<Runnable> loop = new ArrayDeque<>();
  private final List<String> heard = new ArrayList<>();
  private final ManualRunner runner = new ManualRunner();
  private final InFlight inFlight =
      new InFlight(
          runner, GOAL, Optional.of(LIMIT), (trial, losses) -> false, loop::add, new Hearing());

  @Test
  void aTrialThatEndedJustBeforeItWouldBeAbandonedComesBackOnceAndAsItWas() {
    launch(1);
    runner.runs.get(0).complete(scored(0.25)); // the loop has not heard of it
    inFlight.abandonOverdue(tomorrow());
    assertThat(heard).isEmpty();
    runLoop();
    assertThat(heard).containsExactly("finished 1 " + Outcome.Scored.of(0.25));
    assertThat(inFlight.isEmpty()).isTrue();
  }

  @Test
  void anAbandonedTrialComesBackOnce() {
    launch(1);
    inFlight.abandonOverdue(tomorrow());
    inFlight.abandonOverdue(tomorrow());
    runner.runs.get(0).complete(scored(0.25));
    runLoop();
    assertThat(heard).hasSize(1).first().asString().startsWith("finished 1 Failed[cause=TIMEOUT");
    assertThat(runner.runs.get(0)).isCancelled();
  }

  @Test
  void whatIsSaidOfAnEarlierLaunchTouchesNoLaterOne() {
    launch(1);
    inFlight.abandonOverdue(tomorrow());
    runner.listeners.get(0).started("late"); // the loop hears of it after the second launch
    heard.clear();
    launch(2);
    runLoop();
    runner.runs.get(1).complete(scored(0.5));
    runLoop();
    assertThat(heard).containsExactly("started 2 on test", "finished 2 " + Outcome.Scored.of(0.5));
  }

  /** The runner says at once that it began, of which the loop has heard. */
  private void launch(int attempt) {
    inFlight.launch(new Attempt(TRIAL, attempt, List.of(), 0, 0));
    TrialListener listener = runner.listeners.get(runner.listeners.size() - 1);
    listener.started("test");
    listener.evaluating(true);
    if (attempt == 1) {
      runLoop();
      heard.clear();
    }
  }

  private void runLoop() {
    while (!loop.isEmpty()) {
      loop.remove().run();
    }
  }

  private static long tomorrow() {
    return System.nanoTime() + Duration.ofDays(1).toNanos();
  }

  private final class Hearing implements InFlight.Listener {
    @Override
    public void started(int id, int attempt, String executor) {
      heard.add("started " + attempt + " on " + executor);
    }

    @Override
    public void finished(Trial trial, int attempt, TrialRun run) {
      heard.add("finished " + attempt + " " + run.outcome());
    }

    @Override
    public void broken(Throwable failure) {
      heard.add("broken by " + failure);
    }
  }

  /** Its trials end when the test says so. */
  private static final class ManualRunner implements TrialRunner {
    final List<CompletableFuture<TrialRun>> runs = new ArrayList<>();
    final List<TrialListener> listeners = new ArrayList<>();

    @Override
    public int slots() {
      return 1;
    }

    @Override
    public CompletableFuture<TrialRun> start(Attempt attempt, TrialListener listener) {
      runs.add(new CompletableFuture<>());
      listeners.add(listener);
      return runs.get(runs.size() - 1);
    }

    @Override
    public CompletableFuture<Map<String, Double>> test(Trial trial) {
      throw new UnsupportedOperationException("test");
    }

    @Override
    public void close() {}
  }
}
