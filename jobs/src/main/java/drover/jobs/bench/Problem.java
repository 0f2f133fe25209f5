package drover.jobs.bench;

import drover.core.Params;
import drover.core.space.SearchSpace;

/** A function over a search space, to be minimised, without noise, whose optimum is known. */
public interface Problem {

  /** The problem's name, unique within its set. */
  String name();

  /** The set of problems to which it belongs. */
  String set();

  /** Where it is defined. */
  SearchSpace space();

  /** The value at a point of the space. */
  double value(Params params);

  /** The least value there is. */
  double optimum();

  /** The median value of a random point; larger than the optimum. */
  double randomMedian();

  /**
   * The normalised regret of a value: 0 at the optimum, 1 at the median of random points. A value
   * below the optimum by rounding counts as the optimum.
   */
  default double regret(double value) {
    return Math.max(0, value - optimum()) / (randomMedian() - optimum());
  }
}
