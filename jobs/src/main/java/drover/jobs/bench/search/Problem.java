package drover.jobs.bench.search;

import drover.core.Goal;
import drover.core.space.SearchSpace;

/** What a searcher is measured on: an objective without noise, whose best value is known. */
interface Problem {

  /** The problem's name, unique within its set. */
  String name();

  /** The set of problems to which it belongs. */
  String set();

  /** Where it is defined. */
  SearchSpace space();

  /** What is to be made good, and in which direction. */
  Goal goal();

  /** What evaluates points of the space in one run; each run has its own. */
  Evaluator evaluator();

  /** The best value that the goal's metric has. */
  double optimum();

  /** The value that counts as a regret of 1; worse than the optimum. */
  double reference();

  /**
   * The normalised regret of a value: 0 at the optimum, 1 at the reference. A value beyond the
   * optimum by rounding counts as the optimum.
   */
  default double regret(double value) {
    double best = goal().loss(optimum());
    return Math.max(0, goal().loss(value) - best) / (goal().loss(reference()) - best);
  }
}
