package drover.jobs.bench.search;

import java.io.Serializable;
import java.util.TreeMap;

/**
 * What a run reached.
 *
 * @param best the best value of the goal's metric after each of the mode's marks; none as long as
 *     no trial was scored
 * @param winner further metrics of the trial that has the best value at the end
 * @param seconds of processor time
 * @param failure why the run broke; empty if it did not
 */
record Row(
    Run run,
    TreeMap<Integer, Double> best,
    TreeMap<String, Double> winner,
    double seconds,
    String failure)
    implements Serializable {

  /** The row of a run that an exception, or an error, broke. */
  static Row failed(Run run, Throwable why) {
    StackTraceElement[] frames = why.getStackTrace();
    String where = frames.length == 0 ? "" : " at " + frames[0];
    return new Row(run, new TreeMap<>(), new TreeMap<>(), 0, why + where);
  }

  boolean isFailed() {
    return !failure.isEmpty();
  }
}
