package drover.search;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A state of Q-learning: the sequence of decisions so far, as a node of the tree of all sequences
 * that trials went through, with the value of each decision that can follow.
 */
final class DecisionState {

  private final double[] value;
  private final int[] visits;
  private final Map<Integer, DecisionState> next = new HashMap<>();

  DecisionState(int actions) {
    this.value = new double[actions];
    this.visits = new int[actions];
  }

  /** Q(s, a). */
  double value(int action) {
    return value[action];
  }

  /** How many trials took the action in this state. */
  int visits(int action) {
    return visits[action];
  }

  /** max Q(s, a) over the actions that were taken; 0, the least reward, if none was. */
  double best() {
    double best = 0;
    for (double v : value) {
      best = Math.max(best, v);
    }
    return best;
  }

  /** Counts a trial that took the action. */
  void visit(int action) {
    visits[action]++;
  }

  /** Q(s, a) ← Q(s, a) + α (target − Q(s, a)). */
  void learn(int action, double target, double alpha) {
    value[action] += alpha * (target - value[action]);
  }

  /** The state after an action, made if no trial came there. */
  DecisionState after(int action, int actions) {
    return next.computeIfAbsent(action, a -> new DecisionState(actions));
  }

  /** The state after an action, or empty if no trial came there. */
  Optional<DecisionState> find(int action) {
    return Optional.ofNullable(next.get(action));
  }
}
