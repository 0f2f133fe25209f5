package drover.search;

import drover.core.SearchContext;
import drover.core.Stopper;
import drover.core.Trial;
import drover.core.config.Section;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;

/**
 * The median stopping rule (Golovin et al. 2017, Google Vizier, section 3.2.2): a trial stops after
 * step s if its best loss so far is worse than the median of the other trials' running averages
 * over their steps up to s. It assumes nothing of the curves' shape.
 */
final class MedianStopper implements Stopper {

  private final long grace;
  private final long trials;
  private final Map<Integer, Curve> curves = new HashMap<>();

  /** The running averages of all trials that reached a step, by step. */
  private final Map<Integer, Sorted> averages = new HashMap<>();

  /** What one running trial reported. */
  private static final class Curve {
    private final Map<Integer, Double> averages = new HashMap<>();
    private double sum;

    double add(int step, double loss) {
      sum += loss;
      double average = sum / (averages.size() + 1);
      averages.put(step, average);
      return average;
    }
  }

  private MedianStopper(long grace, long trials) {
    this.grace = grace;
    this.trials = trials;
  }

  static Stopper create(SearchContext context, Section settings) {
    return new MedianStopper(
        settings.integer("grace", 0, Integer.MAX_VALUE),
        settings.integer("trials", 1, Integer.MAX_VALUE));
  }

  @Override
  public void learn(Trial trial, int step, double loss) {
    double average = curves.computeIfAbsent(trial.id(), id -> new Curve()).add(step, loss);
    averages.computeIfAbsent(step, s -> new Sorted()).add(average);
  }

  @Override
  public boolean stops(Trial trial, NavigableMap<Integer, Double> curve) {
    int step = curve.lastKey();
    Sorted all = averages.get(step);
    return step > grace
        && all != null
        && median(all, own(trial, step))
            .map(m -> Collections.min(curve.values()) > m)
            .orElse(false);
  }

  @Override
  public void ended(Trial trial) {
    curves.remove(trial.id());
  }

  /** The trial's own average, if it was learned already. */
  private Optional<Double> own(Trial trial, int step) {
    return Optional.ofNullable(curves.get(trial.id())).map(curve -> curve.averages.get(step));
  }

  /** The median of the others' averages; empty if there are too few of them. */
  private Optional<Double> median(Sorted all, Optional<Double> own) {
    int others = all.size() - (own.isPresent() ? 1 : 0);
    if (others < trials) {
      return Optional.empty();
    }
    int without = own.map(all::rank).orElse(all.size());
    return Optional.of(
        (other(all, without, (others - 1) / 2) + other(all, without, others / 2)) / 2);
  }

  /** The i-th smallest, one of them left out. */
  private static double other(Sorted all, int without, int i) {
    return all.get(i < without ? i : i + 1);
  }
}
