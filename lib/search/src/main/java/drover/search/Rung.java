package drover.search;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The trials that came to their end with one budget, and which of them went on to the next. */
final class Rung {

  private final List<Ranked> ranked = new ArrayList<>();
  private final Map<Integer, Ranked> byId = new HashMap<>();
  private final Set<Integer> promoted = new HashSet<>();
  private int scored;
  private int lost;

  void add(Ranked trial) {
    ranked.add(-Collections.binarySearch(ranked, trial) - 1, trial);
    byId.put(trial.trial().id(), trial);
    scored += isScored(trial) ? 1 : 0;
  }

  /** A child of the trial was asked; trials that did not end here are none of its business. */
  void promote(int id) {
    if (byId.containsKey(id)) {
      promoted.add(id);
    }
  }

  /** The child of a promoted trial failed: another one may go on in its place. */
  void lose(int id) {
    lost += promoted.contains(id) ? 1 : 0;
  }

  /** How many trials ended here; failed ones are not among them. */
  int size() {
    return ranked.size();
  }

  /** How many of them were promoted, without those whose child failed. */
  int promoted() {
    return promoted.size() - lost;
  }

  /** How many of them can be promoted at most, promoted ones included: those that have a score. */
  int eligible() {
    return scored - lost;
  }

  /** The best trial that was not promoted, if so many are to be and it is one of them. */
  Optional<Ranked> promotable(int quota) {
    return ranked.stream()
        .limit(Math.max(0, Math.min(quota + lost, scored)))
        .filter(trial -> !promoted.contains(trial.trial().id()))
        .findFirst();
  }

  /** True if the trial is still to be promoted as long as so many are. */
  boolean isPromotable(int id, int quota) {
    Ranked trial = byId.get(id);
    return trial != null
        && isScored(trial)
        && !promoted.contains(id)
        && Collections.binarySearch(ranked, trial) < quota + lost;
  }

  private static boolean isScored(Ranked trial) {
    return trial.tier() == 0;
  }
}
