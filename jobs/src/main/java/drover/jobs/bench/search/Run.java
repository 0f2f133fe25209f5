package drover.jobs.bench.search;

import java.io.Serializable;

/** One run: a searcher on a problem, from a seed. */
record Run(String problem, String searcher, Mode mode, int seed) implements Serializable {

  @Override
  public String toString() {
    return "%s on %s, %s, seed %d".formatted(searcher, problem, mode.label(), seed);
  }
}
