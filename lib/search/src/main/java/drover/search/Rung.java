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

  /** How many trials ended here; failed ones are not among them. */
  int size() {
    return ranked.size();
  }

  /** How many of them were promoted. */
  int promoted() {
    return promoted.size();
  }

  /** How many of them have a score: the others are never promoted. */
  int scored() {
    return scored;
  }

  /** The best trial that was not promoted, if it is among the first so many. */
  Optional<Ranked> promotable(int first) {
    return ranked.stream()
        .limit(Math.max(0, Math.min(first, scored)))
        .filter(trial -> !promoted.contains(trial.trial().id()))
        .findFirst();
  }

  /** True if the trial is one to promote as long as the first so many are. */
  boolean isPromotable(int id, int first) {
    Ranked trial = byId.get(id);
    return trial != null
        && isScored(trial)
        && !promoted.contains(id)
        && Collections.binarySearch(ranked, trial) < first;
  }

  private static boolean isScored(Ranked trial) {
    return trial.tier() == 0;
  }
}
