package drover.core.study;

import drover.core.Goal;
import drover.core.Report;
import java.util.Collections;
import java.util.List;
import java.util.NavigableMap;
import java.util.OptionalDouble;
import java.util.TreeMap;

/** The losses of one attempt at a trial by step, as stoppers see them. */
final class LossCurve {

  private final Goal goal;
  private final NavigableMap<Integer, Double> losses = new TreeMap<>();

  /**
   * @param goal gives the loss
   */
  LossCurve(Goal goal) {
    this.goal = goal;
  }

  /** The losses of these reports by step. */
  static NavigableMap<Integer, Double> of(Goal goal, List<Report> reports) {
    LossCurve curve = new LossCurve(goal);
    reports.forEach(curve::add);
    return curve.byStep();
  }

  /**
   * Takes a report's loss as the curve's new end, in place of what it had from that step on.
   *
   * @return false if the report has none
   */
  boolean add(Report report) {
    OptionalDouble loss = goal.loss(report);
    if (loss.isEmpty()) {
      return false;
    }
    losses.tailMap(report.step(), true).clear();
    losses.put(report.step(), loss.getAsDouble());
    return true;
  }

  /** The curve so far, not to be changed. */
  NavigableMap<Integer, Double> byStep() {
    return Collections.unmodifiableNavigableMap(losses);
  }
}
