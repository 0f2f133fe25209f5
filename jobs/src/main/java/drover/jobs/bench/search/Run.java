package drover.jobs.bench.search;

import java.io.Serializable;

/**
 * One run: a searcher on a problem, from a seed.
 *
 * @param set the problem's
 * @param variant what is not the default in how trials on learning curves run, such as {@code
 *     window=8}; empty if all is
 */
record Run(String set, String problem, String searcher, String variant, Mode mode, int seed)
    implements Serializable {

  Run from(int otherSeed) {
    return new Run(set, problem, searcher, variant, mode, otherSeed);
  }

  @Override
  public String toString() {
    return "%s on %s, %s, seed %d".formatted(searcher, problem, mode.label(), seed);
  }
}
