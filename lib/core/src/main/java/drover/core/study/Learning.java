package drover.core.study;

import drover.core.Searcher;
import drover.core.Trial;
import drover.core.TrialRun;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Feeds a searcher, and its stopper beside it, in a study's {@link Order}. Each proposal is
 * journaled with the count of outcomes that the searcher had seen, so that a resumed study feeds it
 * in exactly the same sequence.
 */
final class Learning {

  private final Searcher searcher;
  private final Stopping stopping;
  private final Order order;
  private final int window;
  private final List<Trial> asked = new ArrayList<>();
  private final List<Integer> arrivals = new ArrayList<>();
  private final TreeMap<Integer, TrialRun> runs = new TreeMap<>();
  private int seen;

  Learning(Searcher searcher, Stopping stopping, Order order, int window) {
    this.searcher = searcher;
    this.stopping = stopping;
    this.order = order;
    this.window = window;
  }

  /** How many outcomes the searcher has seen. */
  int seen() {
    return seen;
  }

  /** True if a later trial may continue this one. */
  boolean mayContinue(int id) {
    return searcher.mayContinue(id);
  }

  /** The trial was journaled, at a time when the searcher had seen this many runs. */
  void asked(Trial trial, int seenThen) {
    while (seen < seenThen) {
      if (!learnNext()) {
        throw new IllegalStateException(
            "trial " + trial.id() + " was proposed after " + seenThen + " outcomes, of " + seen);
      }
    }
    asked.add(trial);
    searcher.asked(trial);
    stopping.asked(trial);
  }

  /** The outcome was journaled. */
  void told(int id, TrialRun run) {
    arrivals.add(id);
    runs.put(id, run);
    stopping.told(asked.get(id), run);
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
    TrialRun run = runs.remove(id);
    if (run == null) {
      return false;
    }
    searcher.told(asked.get(id), run.outcome());
    stopping.learned(asked.get(id), run);
    seen++;
    return true;
  }
}
