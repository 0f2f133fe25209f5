package drover.search;

import drover.core.SearchContext;
import drover.core.Stopper;
import drover.core.Trial;
import drover.core.config.Section;
import java.util.Map;
import java.util.NavigableMap;

/**
 * Stops a trial whose loss has not become better for a number of steps: early stopping with
 * patience. It looks at no other trial.
 */
final class PatienceStopper implements Stopper {

  private final long steps;
  private final double minDelta;

  private PatienceStopper(long steps, double minDelta) {
    this.steps = steps;
    this.minDelta = minDelta;
  }

  static Stopper create(SearchContext context, Section settings) {
    return new PatienceStopper(
        settings.integer("steps", 1, Integer.MAX_VALUE),
        settings.real("min-delta", 0, Double.MAX_VALUE));
  }

  @Override
  public void learn(Trial trial, int step, double loss) {}

  @Override
  public boolean stops(Trial trial, NavigableMap<Integer, Double> curve) {
    double best = Double.POSITIVE_INFINITY;
    int bestStep = curve.firstKey();
    for (Map.Entry<Integer, Double> entry : curve.entrySet()) {
      if (entry.getValue() < best - minDelta) {
        best = entry.getValue();
        bestStep = entry.getKey();
      }
    }
    return curve.lastKey() - bestStep >= steps;
  }
}
