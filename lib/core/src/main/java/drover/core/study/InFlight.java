package drover.core.study;

import drover.core.Attempt;
import drover.core.Goal;
import drover.core.Trial;
import drover.core.TrialRun;
import drover.core.TrialRunner;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/** The trials that the runner has. For the study's own thread. */
final class InFlight implements RunningTrials {

  private final TrialRunner runner;
  private final Goal goal;
  private final Stopping stopping;
  private final Consumer<Runnable> loop;
  private final Arrivals arrivals;
  private final Map<Integer, Launched> launched = new TreeMap<>();

  private record Launched(Flight flight, CompletableFuture<TrialRun> run) {}

  /** What the study makes of what happens to its trials; called on the study's own thread. */
  interface Arrivals {

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
   * @param loop runs something on the study's own thread, later
   */
  InFlight(
      TrialRunner runner,
      Goal goal,
      Stopping stopping,
      Consumer<Runnable> loop,
      Arrivals arrivals) {
    this.runner = runner;
    this.goal = goal;
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
            stopping,
            executor -> loop.accept(() -> started(trial.id(), attempts.next(), executor)));
    CompletableFuture<TrialRun> run = runner.start(attempt, flight);
    launched.put(trial.id(), new Launched(flight, run));
    CompletableFuture<TrialRun> unused =
        run.whenComplete(
            (result, failure) -> {
              if (failure == null) {
                loop.accept(() -> finished(trial, attempts.last(), result));
              } else if (!run.isCancelled()) {
                loop.accept(() -> arrivals.broken(failure));
              }
            });
  }

  private void started(int id, int attempt, String executor) {
    if (launched.containsKey(id)) {
      arrivals.started(id, attempt, executor);
    }
  }

  private void finished(Trial trial, int attempt, TrialRun run) {
    launched.remove(trial.id());
    arrivals.finished(trial, attempt, run);
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
