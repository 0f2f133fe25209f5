package drover.jobs.bench.search;

import drover.jobs.bench.Figure;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;

/**
 * What the searchers reached, in figures:
 *
 * <ul>
 *   <li>functions: the median over problems of the median over seeds of the decimal logarithm of
 *       the normalised regret;
 *   <li>tables: the mean over seeds of the best value, at the end and where peers' is known, and of
 *       each further metric of the trial that has it;
 *   <li>learning curves: the mean over tables of the mean over seeds of the normalised regret.
 * </ul>
 */
final class Summary {

  /** Regrets below count as this. */
  private static final double LEAST_REGRET = 1e-8;

  private static final int EARLY = 50;

  private final Map<String, Problem> problems;
  private final List<Row> rows;
  private final Peers peers;

  Summary(Map<String, Problem> problems, List<Row> rows, Peers peers) {
    this.problems = problems;
    this.rows = rows.stream().filter(row -> !row.isFailed()).toList();
    this.peers = peers;
  }

  /** All figures, searcher by searcher. */
  List<Figure> figures(List<String> searchers, List<Mode> modes) {
    List<Figure> figures = new ArrayList<>();
    for (String searcher : searchers) {
      for (Mode mode : modes) {
        List<Row> own =
            rows.stream()
                .filter(row -> row.run().searcher().equals(searcher))
                .filter(row -> row.run().mode().equals(mode))
                .toList();
        figures.addAll(regrets(searcher, mode, of(own, p -> p instanceof FormulaProblem)));
        figures.addAll(curves(searcher, mode, of(own, Summary::hasCurves)));
        of(own, p -> p instanceof TableProblem && !hasCurves(p))
            .forEach((problem, found) -> figures.addAll(table(problem, searcher, mode, found)));
      }
    }
    return figures;
  }

  private static boolean hasCurves(Problem problem) {
    return problem instanceof TableProblem table && table.hasCurves();
  }

  /** The rows by problem. */
  private Map<String, List<Row>> of(List<Row> own, Predicate<Problem> kind) {
    return own.stream()
        .filter(row -> kind.test(problem(row)))
        .collect(
            Collectors.groupingBy(row -> row.run().problem(), TreeMap::new, Collectors.toList()));
  }

  private List<Figure> regrets(String searcher, Mode mode, Map<String, List<Row>> byProblem) {
    List<Figure> figures = new ArrayList<>();
    for (int mark : summed(mode)) {
      List<Double> medians =
          byProblem.values().stream()
              .map(found -> median(regrets(found, mark).map(Summary::log10).boxed().toList()))
              .flatMap(Optional::stream)
              .toList();
      String evaluations = mark + (mode.unit() == Mode.Unit.BAT ? "x" + mode.batch() : "");
      median(medians)
          .ifPresent(
              value ->
                  figures.add(
                      new Figure(
                          searcher + "-regret-" + evaluations,
                          value,
                          "log10",
                          peers.regret(searcher, evaluations))));
    }
    return figures;
  }

  /** Where runs are compared: at their end, and at some of the marks before. */
  private static List<Integer> summed(Mode mode) {
    int size = mode.size();
    if (mode.unit() == Mode.Unit.POINTS) {
      return Stream.of(size / 10, size / 5, size / 2, size).filter(mode.marks()::contains).toList();
    }
    return mode.unit() == Mode.Unit.SEQ && size > EARLY ? List.of(EARLY, size) : List.of(size);
  }

  private List<Figure> curves(String searcher, Mode mode, Map<String, List<Row>> byProblem) {
    List<Figure> figures = new ArrayList<>();
    for (int mark : byProblem.isEmpty() ? List.<Integer>of() : summed(mode)) {
      double mean =
          byProblem.values().stream()
              .mapToDouble(found -> regrets(found, mark).average().orElse(Double.NaN))
              .average()
              .orElse(Double.NaN);
      figures.add(new Figure(searcher + "-curves-" + mark, mean, "regret", peers.curves(mark)));
    }
    return figures;
  }

  private List<Figure> table(String problem, String searcher, Mode mode, List<Row> found) {
    List<Figure> figures = new ArrayList<>();
    String name = searcher + "-" + problem + "-" + mode.label();
    Problem table = problem(found.get(0));
    String metricName = name + "-" + table.goal().metric();
    for (int mark : mode.marks()) {
      boolean last = mark == mode.size();
      if (last || peers.knows(table, mark)) {
        figures.add(
            new Figure(
                last ? metricName : metricName + "-" + mark,
                mean(found, mark),
                "mean",
                peers.table(table, mark)));
      }
    }
    Map<String, List<Double>> winners = new TreeMap<>();
    found.forEach(
        row ->
            row.winner()
                .forEach(
                    (metric, value) ->
                        winners.computeIfAbsent(metric, m -> new ArrayList<>()).add(value)));
    winners.forEach(
        (metric, values) ->
            figures.add(
                new Figure(
                    name + "-" + metric,
                    values.stream().mapToDouble(Double::doubleValue).average().orElseThrow(),
                    "mean",
                    peers.winner(problem, metric))));
    return figures;
  }

  private static double mean(List<Row> found, int mark) {
    return found.stream()
        .flatMap(row -> Optional.ofNullable(row.best().get(mark)).stream())
        .mapToDouble(Double::doubleValue)
        .average()
        .orElse(Double.NaN);
  }

  /** A run without any score has the regret of the worst. */
  private DoubleStream regrets(List<Row> found, int mark) {
    return found.stream()
        .mapToDouble(
            row -> Optional.ofNullable(row.best().get(mark)).map(problem(row)::regret).orElse(1.0));
  }

  private Problem problem(Row row) {
    return Optional.ofNullable(problems.get(row.run().problem())).orElseThrow();
  }

  private static double log10(double regret) {
    return Math.log10(Math.max(LEAST_REGRET, regret));
  }

  private static Optional<Double> median(List<Double> values) {
    List<Double> sorted = values.stream().sorted().toList();
    int n = sorted.size();
    return n == 0
        ? Optional.empty()
        : Optional.of((sorted.get((n - 1) / 2) + sorted.get(n / 2)) / 2);
  }
}
