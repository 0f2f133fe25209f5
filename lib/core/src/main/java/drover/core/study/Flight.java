package drover.core.study;

import drover.core.Goal;
import drover.core.Report;
import drover.core.Trial;
import drover.core.TrialListener;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** One launch of a trial: what its running attempt reported, and whether it goes on. */
final class Flight implements TrialListener {

  /** The most points of a curve that is shown. */
  private static final int POINTS = 20;

  private final Trial trial;
  private final Goal goal;
  private final Stopping stopping;
  private final Consumer<String> begins;
  private final List<Report> curve = new ArrayList<>();
  private LossCurve losses;
  private boolean stopped;

  /**
   * @param begins is told the executor of each attempt
   */
  Flight(Trial trial, Goal goal, Stopping stopping, Consumer<String> begins) {
    this.trial = trial;
    this.goal = goal;
    this.stopping = stopping;
    this.begins = begins;
    this.losses = new LossCurve(goal);
  }

  @Override
  public void started(String executor) {
    synchronized (this) {
      curve.clear();
      losses = new LossCurve(goal);
      stopped = false;
    }
    begins.accept(executor);
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
      stopped |= stops && report.step() != trial.budget();
    }
    return !stopped;
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
