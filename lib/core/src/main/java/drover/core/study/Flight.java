package drover.core.study;

import drover.core.Cause;
import drover.core.Goal;
import drover.core.Outcome;
import drover.core.Report;
import drover.core.TimeLimit;
import drover.core.Trial;
import drover.core.TrialListener;
import drover.core.TrialRun;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * One launch of a trial: what its running attempt reported, whether it goes on, and whether it is
 * still waited for: an attempt that does not end when it should is abandoned, whatever holds it.
 */
final class Flight implements TrialListener {

  /** The most points of a curve that is shown. */
  private static final int POINTS = 20;

  /** How often the runner itself may move a trial in a row without it getting further. */
  private static final int MOVES = 10;

  /** How long a trial that was told to end is waited for. */
  private static final Duration STOP_GRACE = Duration.ofMillis(1750);

  /** How much longer than it may run a trial is waited for: its executor ends it with its curve. */
  private static final Duration TIME_GRACE = Duration.ofSeconds(5);

  private static final String LOST =
      "lost %d executors in a row without getting further, each pre-empted or with its machine";

  private final Trial trial;
  private final Goal goal;
  private final Stopping stopping;
  private final Consumer<String> begins;
  private final Optional<TimeLimit> limit;
  private final List<Report> curve = new ArrayList<>();
  private LossCurve losses;
  private boolean stopped;
  private String executor = "";
  private Instant started = Instant.now();
  private long began;
  private long deadline = Long.MAX_VALUE;

  /** How many attempts began in a row without getting further than this step. */
  private int begun;

  private int furthest;

  /**
   * @param limit of the trial's time
   * @param begins is told the executor of each attempt
   */
  Flight(
      Trial trial,
      Goal goal,
      Optional<TimeLimit> limit,
      Stopping stopping,
      Consumer<String> begins) {
    this.trial = trial;
    this.goal = goal;
    this.stopping = stopping;
    this.begins = begins;
    this.limit = limit;
    this.losses = new LossCurve(goal);
  }

  @Override
  public void started(String on) {
    synchronized (this) {
      begun = step() > furthest ? 1 : begun + 1;
      furthest = Math.max(furthest, step());
      executor = on;
      started = Instant.now();
      began = System.nanoTime();
      deadline = Long.MAX_VALUE;
      curve.clear();
      losses = new LossCurve(goal);
      stopped = false;
    }
    begins.accept(on);
  }

  @Override
  public synchronized void evaluating(boolean now) {
    if (!stopped) {
      deadline = now ? timeLimit() : Long.MAX_VALUE;
    }
  }

  private long timeLimit() {
    return limit
        .map(time -> System.nanoTime() + time.duration().plus(TIME_GRACE).toNanos())
        .orElse(Long.MAX_VALUE);
  }

  /**
   * {@inheritDoc}
   *
   * <p>A stop holds for the whole attempt, as its answer may be lost; but there is nothing to save
   * after the full budget.
   */
  @Override
  public boolean reported(Report report) {
    synchronized (this) {
      curve.add(report);
    }
    if (losses.add(report)) {
      boolean stops = stopping.stops(trial, losses.byStep());
      if (stops && report.step() != trial.budget()) {
        stop();
      }
    }
    return !stopped;
  }

  private synchronized void stop() {
    if (!stopped) {
      stopped = true;
      deadline = Math.min(deadline, System.nanoTime() + STOP_GRACE.toNanos());
    }
  }

  /**
   * What the running attempt comes to if it should have ended by now; else empty.
   *
   * @param now the time by {@link System#nanoTime}
   */
  synchronized Optional<TrialRun> overdue(long now) {
    boolean late = deadline != Long.MAX_VALUE && now >= deadline;
    if (!late && begun <= MOVES) {
      return Optional.empty();
    }
    Outcome outcome;
    if (begun > MOVES) {
      outcome = new Outcome.Failed(Cause.EXECUTOR_LOST, LOST.formatted(begun - 1));
    } else if (stopped) {
      outcome = new Outcome.Pruned(goal.lastLoss(curve).orElseThrow());
    } else {
      outcome = limit.orElseThrow().outcome(goal, curve);
    }
    Duration elapsed = Duration.ofNanos(now - began);
    return Optional.of(new TrialRun(outcome, curve, executor, started, elapsed, false));
  }

  /** The last step that the running attempt reported, 0 if none. */
  synchronized int step() {
    return curve.stream().mapToInt(Report::step).max().orElse(0);
  }

  /** How it stands now. */
  synchronized RunningTrial running() {
    int points = Math.min(POINTS, curve.size());
    List<Report> shown = new ArrayList<>(points);
    for (int i = 1; i <= points; i++) {
      shown.add(curve.get((int) ((long) i * curve.size() / points) - 1));
    }
    return new RunningTrial(trial, shown);
  }
}
