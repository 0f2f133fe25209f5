package drover.core.study;

import drover.core.Outcome;
import drover.core.Searcher;
import drover.core.Trial;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Feeds a searcher in a study's {@link Order}. Each proposal is journaled with the count of
 * outcomes that the searcher had seen, so that a resumed study feeds it in exactly the same
 * sequence.
 */
final class Learning {

  private final Searcher searcher;
  private final Order order;
  private final int window;
  private final List<Trial> asked = new ArrayList<>();
  private final List<Integer> arrivals = new ArrayList<>();
  private final TreeMap<Integer, Outcome> outcomes = new TreeMap<>();
  private int seen;

  Learning(Searcher searcher, Order order, int window) {
    this.searcher = searcher;
    this.order = order;
    this.window = window;
  }

  /** How many outcomes the searcher has seen. */
  int seen() {
    return seen;
  }

  /** The trial was journaled, at a time when the searcher had seen this many outcomes. */
  void asked(Trial trial, int seenThen) {
    while (seen < seenThen) {
      if (!learnNext()) {
        throw new IllegalStateException(
            "trial " + trial.id() + " was proposed after " + seenThen + " outcomes, of " + seen);
      }
    }
    asked.add(trial);
    searcher.asked(trial);
  }

  /** The outcome was journaled. */
  void told(int id, Outcome outcome) {
    arrivals.add(id);
    outcomes.put(id, outcome);
  }

  /** The next trial, or empty if there is none until more outcomes arrive. */
  Optional<Trial> propose() {
    int id = asked.size();
    if (order == Order.ARRIVAL) {
      while (learnNext()) {}
      return searcher.propose(id);
    }
    while (seen <= id - window) {
      if (!learnNext()) {
        return Optional.empty();
      }
    }
    Optional<Trial> trial = searcher.propose(id);
    while (trial.isEmpty() && learnNext()) {
      trial = searcher.propose(id);
    }
    return trial;
  }

  /** Shows the searcher one more outcome, if the next one in order is known. */
  private boolean learnNext() {
    if (seen >= arrivals.size()) {
      return false;
    }
    int id = order == Order.ARRIVAL ? arrivals.get(seen) : seen;
    Outcome outcome = outcomes.get(id);
    if (outcome == null) {
      return false;
    }
    searcher.told(asked.get(id), outcome);
    outcomes.remove(id);
    seen++;
    return true;
  }
}
