package drover.jobs.bench.search;

import drover.core.Goal;
import drover.core.Outcome.Scored;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/** The best of a run so far, written down at the mode's marks. */
final class Progress {

  private final Goal goal;
  private final TreeSet<Integer> marks;
  private final TreeMap<Integer, Double> best = new TreeMap<>();
  private final TreeMap<String, Double> winner = new TreeMap<>();
  private double least = Double.POSITIVE_INFINITY;
  private int count;

  Progress(Goal goal, Mode mode) {
    this.goal = goal;
    this.marks = new TreeSet<>(mode.marks());
  }

  /** How many evaluations, or points, there were. */
  int count() {
    return count;
  }

  /** The next evaluation ended with a score. */
  void scored(Scored outcome) {
    if (outcome.loss() < least) {
      winner.clear();
      winner.putAll(outcome.metrics());
      winner.remove(goal.metric());
    }
    seen(outcome.loss());
  }

  /**
   * The next evaluation, or point, was seen.
   *
   * @param loss not finite if it gave none
   */
  void seen(double loss) {
    count++;
    if (loss < least) {
      least = loss;
    }
    mark(count);
  }

  /** There is nothing more to evaluate: the best so far stands for the rest. */
  void end() {
    marks.tailSet(count, false).forEach(this::mark);
  }

  private void mark(int at) {
    if (marks.contains(at) && Double.isFinite(least)) {
      best.put(at, goal.value(least));
    }
  }

  /** The best value by mark. */
  Map<Integer, Double> best() {
    return best;
  }

  /** The other metrics of the best trial. */
  Map<String, Double> winner() {
    return winner;
  }
}
