package drover.jobs.bench.search;

import java.io.Serializable;
import java.util.TreeMap;

/**
 * What a run reached.
 *
 * @param set the problem's
 * @param best the best value of the goal's metric after each of the mode's marks; none as long as
 *     no trial was scored
 * @param winner further metrics of the trial that has the best value at the end
 * @param seconds of processor time
 * @param failure why the run broke; empty if it did not
 */
record Row(
    Run run,
    String set,
    TreeMap<Integer, Double> best,
    TreeMap<String, Double> winner,
    double seconds,
    String failure)
    implements Serializable {

  static Row failed(Run run, String why) {
    return new Row(run, "", new TreeMap<>(), new TreeMap<>(), 0, why);
  }

  boolean isFailed() {
    return !failure.isEmpty();
  }
}
