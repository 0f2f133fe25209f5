package drover.dl4j;

import drover.core.Goal;
import drover.dl4j.data.Targets;
import java.util.List;
import java.util.Map;

/** How well the outputs of a network fit what they should be. */
final class Metrics {

  private Metrics() {}

  /**
   * Measures.
   *
   * @param outputs of the network, {@code targets.width()} numbers for each example, one after
   *     another
   * @param targets at least one
   */
  static Map<String, Double> of(float[] outputs, Targets targets) {
    if (targets instanceof Targets.Classes classes) {
      return new ClassMetrics(outputs, classes.labels(), classes.width()).all();
    }
    return NumberMetrics.of(outputs, (Targets.Numbers) targets);
  }

  /** The names of what is measured. */
  static List<String> names(boolean classes) {
    return classes ? ClassMetrics.NAMES : NumberMetrics.NAMES;
  }

  /** What a study wants if it does not say: the most right classes, or the least squared error. */
  static Goal defaultGoal(boolean classes) {
    return classes ? new Goal(ClassMetrics.ACCURACY, true) : new Goal(NumberMetrics.MSE, false);
  }
}
