package drover.search;

import drover.core.SearchContext;
import drover.core.Stopper;
import drover.core.Trial;
import drover.core.config.Section;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.OptionalInt;

/**
 * Asynchronous successive halving by stopping (Li et al. 2020, section 3.3; the stopping variant):
 * each trial begins with the full budget, and at each rung it goes on only if it is among the best
 * 1/η of the trials that came so far. The first η − 1 of a rung go on. Nothing is started again, so
 * it needs no weights of parents.
 */
final class AshaStopper implements Stopper {

  private final Rungs rungs;

  /** The losses of each rung. */
  private final List<Sorted> losses = new ArrayList<>();

  /** The last step that each running trial reported. */
  private final Map<Integer, Integer> lastSteps = new HashMap<>();

  private AshaStopper(Rungs rungs) {
    this.rungs = rungs;
    rungs.budgets().forEach(budget -> losses.add(new Sorted()));
  }

  static Stopper create(SearchContext context, Section settings) {
    return new AshaStopper(Rungs.read(context, settings));
  }

  @Override
  public void learn(Trial trial, int step, double loss) {
    OptionalInt rung = reached(lastSteps.getOrDefault(trial.id(), step - 1), step);
    rung.ifPresent(r -> losses.get(r).add(loss));
    lastSteps.put(trial.id(), step);
  }

  @Override
  public boolean stops(Trial trial, NavigableMap<Integer, Double> curve) {
    int step = curve.lastKey();
    Integer before = curve.lowerKey(step);
    OptionalInt rung = reached(before == null ? step - 1 : before, step);
    return rung.isPresent()
        && isWorse(
            losses.get(rung.getAsInt()),
            curve.lastEntry().getValue(),
            lastSteps.getOrDefault(trial.id(), 0) >= step);
  }

  @Override
  public void ended(Trial trial) {
    lastSteps.remove(trial.id());
  }

  /** The highest rung that lies after one report and not after the next one. */
  private OptionalInt reached(int before, int step) {
    for (int rung = rungs.count() - 1; rung >= 0; rung--) {
      int budget = rungs.budget(rung);
      if (before < budget && budget <= step) {
        return OptionalInt.of(rung);
      }
    }
    return OptionalInt.empty();
  }

  /**
   * True if a loss is not among the best 1/η of a rung.
   *
   * @param learned whether the trial's own loss is among the rung's already
   */
  private boolean isWorse(Sorted rung, double loss, boolean learned) {
    int size = rung.size() + (learned ? 0 : 1);
    return size >= rungs.reduction() && rung.rank(loss) >= size / rungs.reduction();
  }
}
