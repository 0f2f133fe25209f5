package drover.jobs.bench.search;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** How runs from several seeds went: a median and the quarters around it at each mark. */
final class Band {

  /** Regrets below count as this: a log scale has no 0. */
  private static final double LEAST = 1e-8;

  /** The same of tables, whose optimum is reached exactly. */
  private static final double LEAST_OF_TABLES = 1e-3;

  /**
   * The decimal logarithms of normalised regrets after a count of evaluations or points.
   *
   * @param low a quarter of the runs is better
   * @param high a quarter is worse
   */
  record Point(int count, double low, double median, double high) {}

  private Band() {}

  /** The points of runs on one problem, by mark; runs without a score so far are left out. */
  static List<Point> of(Problem problem, List<Row> runs) {
    Map<Integer, List<Double>> byMark = new TreeMap<>();
    double least = problem instanceof TableProblem ? LEAST_OF_TABLES : LEAST;
    for (Row run : runs) {
      run.best()
          .forEach(
              (mark, value) ->
                  byMark
                      .computeIfAbsent(mark, m -> new ArrayList<>())
                      .add(Math.log10(Math.max(least, problem.regret(value)))));
    }
    List<Point> points = new ArrayList<>();
    byMark.forEach(
        (mark, values) -> {
          List<Double> sorted = values.stream().sorted().toList();
          points.add(
              new Point(
                  mark, quantile(sorted, 0.25), quantile(sorted, 0.5), quantile(sorted, 0.75)));
        });
    return points;
  }

  /** Linear between the order statistics. */
  private static double quantile(List<Double> sorted, double share) {
    double at = share * (sorted.size() - 1);
    int below = (int) at;
    int above = Math.min(below + 1, sorted.size() - 1);
    return sorted.get(below) + (at - below) * (sorted.get(above) - sorted.get(below));
  }
}
