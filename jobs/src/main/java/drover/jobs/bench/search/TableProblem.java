package drover.jobs.bench.search;

import com.fasterxml.jackson.databind.JsonNode;
import drover.core.Goal;
import drover.core.Outcome;
import drover.core.Params;
import drover.core.space.SearchSpace;
import drover.core.tabular.Table;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A {@link Table}. The reference of regrets is the median of its rows; where it has learning
 * curves, the worst of its rows, each by the best point of its curve.
 */
record TableProblem(Table table, double reference) implements Problem {

  static TableProblem of(Table table) {
    double[] losses =
        IntStream.range(0, table.size())
            .mapToDouble(row -> loss(table, row))
            .filter(Double::isFinite)
            .sorted()
            .toArray();
    if (losses.length == 0) {
      throw new IllegalArgumentException("no row has a finite " + table.goal().metric());
    }
    int middle = losses.length / 2;
    double median = (losses[middle] + losses[(losses.length - 1) / 2]) / 2;
    double reference = table.budget() > 1 ? losses[losses.length - 1] : median;
    if (reference == table.goal().loss(table.optimum())) {
      throw new IllegalArgumentException(
          "the regret has no scale: its reference, %s, is the optimum"
              .formatted(table.goal().value(reference)));
    }
    return new TableProblem(table, table.goal().value(reference));
  }

  /** True if a file's text is a table's, not a function's. */
  static boolean describes(JsonNode file) {
    boolean listed = false;
    for (JsonNode parameter : file.path("parameters")) {
      listed |= parameter.has("values");
    }
    return listed
        || Stream.of("objective_columns", "columns", "pool", "budget").anyMatch(file::has);
  }

  /** The best point of a row's curve as far as it goes. */
  private static double loss(Table table, int row) {
    int steps = table.steps(row);
    return steps == 0 ? Double.NaN : table.goal().loss(table.best(row, steps));
  }

  boolean hasCurves() {
    return table.budget() > 1;
  }

  @Override
  public String name() {
    return table.name();
  }

  @Override
  public String set() {
    return "table";
  }

  @Override
  public SearchSpace space() {
    return table.space();
  }

  @Override
  public Goal goal() {
    return table.goal();
  }

  @Override
  public double optimum() {
    return table.optimum();
  }

  @Override
  public Evaluator evaluator() {
    return this::evaluate;
  }

  private Outcome evaluate(Params params) {
    OptionalInt row = table.find(params);
    if (row.isEmpty()) {
      return new Outcome.Infeasible("the table has no row of these params");
    }
    Map<String, Double> metrics = new TreeMap<>(table.metrics(row.getAsInt(), table.budget()));
    metrics.values().removeIf(value -> !Double.isFinite(value));
    Double value = metrics.get(goal().metric());
    return value == null
        ? new Outcome.Infeasible(goal().metric() + " is no number")
        : new Outcome.Scored(List.of(goal().loss(value)), metrics);
  }
}
