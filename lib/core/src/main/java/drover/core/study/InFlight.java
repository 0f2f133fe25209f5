package drover.core.study;

import drover.core.Attempt;
import drover.core.Goal;
import drover.core.TimeLimit;
import drover.core.Trial;
import drover.core.TrialRun;
import drover.core.TrialRunner;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The trials that the runner has. For the study's own thread. */
final class InFlight implements RunningTrials {

  private static final Logger LOG = LoggerFactory.getLogger(InFlight.class);

  private final TrialRunner runner;
  private final Goal goal;
  private final Optional<TimeLimit> limit;
  private final Stopping stopping;
  private final Consumer<Runnable> loop;
  private final Listener arrivals;
  private final Map<Integer, Launched> launched = new TreeMap<>();

  private record Launched(
      Trial trial, Attempts attempts, Flight flight, CompletableFuture<TrialRun> run) {}

  /** What the study makes of what happens to its trials; called on the study's own thread. */
  interface Listener {

    /** An attempt at a trial in flight began. */
    void started(int id, int attempt, String executor);

    /** The trial came back, and is not in flight any more. */
    void finished(Trial trial, int attempt, TrialRun run);

    /** No trial can run any more. */
    void broken(Throwable failure);
  }

  /**
   * No trials yet.
   *
   * @param goal gives the loss
   * @param limit of a trial's time
   * @param loop runs something on the study's own thread, later
   */
  InFlight(
      TrialRunner runner,
      Goal goal,
      Optional<TimeLimit> limit,
      Stopping stopping,
      Consumer<Runnable> loop,
      Listener arrivals) {
    this.runner = runner;
    this.goal = goal;
    this.limit = limit;
    this.stopping = stopping;
    this.loop = loop;
    this.arrivals = arrivals;
  }

  int size() {
    return launched.size();
  }

  boolean isEmpty() {
    return launched.isEmpty();
  }

  /**
   * Hands a trial to the runner.
   *
   * @param attempt the launch's first attempt
   */
  void launch(Attempt attempt) {
    Trial trial = attempt.trial();
    Attempts attempts = new Attempts(attempt.number());
    Flight flight =
        new Flight(
            trial,
            goal,
            limit,
            stopping,
            executor -> loop.accept(() -> started(trial.id(), attempts, executor)));
    CompletableFuture<TrialRun> run = runner.start(attempt, flight);
    Launched one = new Launched(trial, attempts, flight, run);
    launched.put(trial.id(), one);
    CompletableFuture<TrialRun> unused =
        run.whenComplete(
            (result, failure) -> {
              if (failure == null) {
                loop.accept(() -> finished(one, result));
              } else if (!run.isCancelled()) {
                loop.accept(() -> arrivals.broken(failure));
              }
            });
  }

  /** What is said of a launch after its end, though a later one of the trial may run, is void. */
  private void started(int id, Attempts attempts, String executor) {
    Launched now = launched.get(id);
    if (now != null && now.attempts() == attempts) {
      arrivals.started(id, attempts.next(), executor);
    }
  }

  private void finished(Launched one, TrialRun run) {
    if (launched.remove(one.trial().id(), one)) {
      arrivals.finished(one.trial(), one.attempts().last(), run);
    }
  }

  /** True if one of them may be what kills its executors, and has not got further than before. */
  boolean hasSuspect(StudyState state) {
    return launched.values().stream()
        .anyMatch(one -> state.trials().get(one.trial().id()).isSuspect(one.flight().step()));
  }

  /**
   * Lets go of those that should have ended: they come back with what they reported. One that has
   * ended, and of which the loop has only not heard yet, comes back by itself.
   *
   * @param now the time by {@link System#nanoTime}
   */
  void abandonOverdue(long now) {
    for (Launched one : List.copyOf(launched.values())) {
      Optional<TrialRun> overdue = one.flight().overdue(now);
      if (overdue.isPresent() && one.run().cancel(true)) {
        String executor = overdue.get().executor();
        LOG.warn("Trial {} does not end on {}: abandoned", one.trial().id(), executor);
        finished(one, overdue.get());
      }
    }
  }

  /** Abandons all of them; their ids. */
  Set<Integer> cancel() {
    Set<Integer> ids = Set.copyOf(launched.keySet());
    launched.values().forEach(one -> one.run().cancel(true));
    launched.clear();
    return ids;
  }

  @Override
  public List<RunningTrial> now() {
    return launched.values().stream().map(one -> one.flight().running()).toList();
  }
}
