package drover.core.study;

import drover.core.Goal;
import drover.core.Outcome;
import drover.core.Stopper;
import drover.core.Trial;
import drover.core.TrialRun;
import java.util.HashMap;
import java.util.Map;
import java.util.NavigableMap;

/**
 * A stopper that learns each report at once. What was lost on the way it learns when the trial
 * comes to its end, with its whole curve.
 */
final class ArrivalStopping implements Stopping {

  private final Stopper stopper;
  private final Goal goal;

  /** The last step that the stopper learned of a trial that is not told yet. */
  private final Map<Integer, Integer> lastSteps = new HashMap<>();

  ArrivalStopping(Stopper stopper, Goal goal) {
    this.stopper = stopper;
    this.goal = goal;
  }

  @Override
  public synchronized boolean stops(Trial trial, NavigableMap<Integer, Double> losses) {
    lastSteps.put(trial.id(), learn(trial, losses));
    return stopper.stops(trial, losses);
  }

  @Override
  public synchronized void told(Trial trial, TrialRun run) {
    if (!(run.outcome() instanceof Outcome.Failed)) {
      int unused = learn(trial, LossCurve.of(goal, run.curve()));
    }
    lastSteps.remove(trial.id());
    stopper.ended(trial);
  }

  /** Another attempt reports steps again, which the stopper has learned; the last one learned. */
  private int learn(Trial trial, NavigableMap<Integer, Double> losses) {
    int last = lastSteps.getOrDefault(trial.id(), 0);
    NavigableMap<Integer, Double> more = losses.tailMap(last, false);
    more.forEach((step, loss) -> stopper.learn(trial, step, loss));
    return more.isEmpty() ? last : more.lastKey();
  }
}
