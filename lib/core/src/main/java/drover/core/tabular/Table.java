package drover.core.tabular;

import drover.core.Goal;
import drover.core.Params;
import drover.core.space.Parameter;
import drover.core.space.SearchSpace;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.function.IntPredicate;

/**
 * The results of trainings, a row a point of the search space: {@code NAME.json} says what the
 * columns of {@code NAME.csv.gz} (or {@code NAME.csv}) beside it mean.
 *
 * <pre>{@code
 * { "name": "cell", "direction": "maximise",                       // or minimise
 *   "objective_columns": ["accuracy_seed0", "accuracy_seed1"],     // the metric is their mean
 *   "parameters": [
 *     { "name": "operation", "values": ["conv", "pool"], "ordered": false },
 *     { "name": "units", "values": [16, 32, 64], "ordered": true } ],
 *   "optimum": 0.97 }
 * }</pre>
 *
 * The metric's name is the only column's, or what the names of several share, up to an underscore
 * ({@code accuracy}). Columns that are neither parameters nor the objective's are further metrics.
 *
 * <p>A <em>curve</em> has the metric after each step instead of {@code objective_columns}: {@code
 * "budget": 51} and the columns {@code valid_loss_0} to {@code valid_loss_50}. Its value is the
 * best point up to a trial's budget; a point that is no number tells that the training diverged. A
 * table without curves has curves of one point.
 *
 * <p>A <em>pool</em> ({@code "pool": true}) has no row for each point: its parameters are ranges
 * ({@code "low": 1e-8, "high": 10, "log": true}), and a point stands for the row that is nearest to
 * it, by the Euclidean distance of positions in the unit cube ({@link Parameter#position}), so that
 * any searcher can work in it. Of rows at the same distance it is the first.
 */
public final class Table {

  private final TableLayout layout;
  private final TableRows rows;

  Table(TableLayout layout, TableRows rows) {
    this.layout = layout;
    this.rows = rows;
  }

  /**
   * Reads a table's JSON file and the rows beside it.
   *
   * @throws IOException if a file is missing or wrong; the message begins with its name
   */
  public static Table read(Path json) throws IOException {
    for (String rows : rowsBeside(json.toString())) {
      if (Files.exists(Path.of(rows))) {
        return read(json, Path.of(rows));
      }
    }
    throw new FileNotFoundException(json + ": there is none of " + rowsBeside(json.toString()));
  }

  /**
   * Reads a table from anywhere.
   *
   * @param file the JSON file's name, for messages
   * @param rowsFile the name of the rows' file, for messages
   * @param rows gzipped or not
   */
  public static Table read(String file, InputStream json, String rowsFile, InputStream rows)
      throws IOException {
    return TableReader.read(file, json, rowsFile, rows);
  }

  /** Reads a table whose files need not lie side by side. */
  static Table read(Path json, Path rows) throws IOException {
    try (InputStream layout = Files.newInputStream(json);
        InputStream values = Files.newInputStream(rows)) {
      return TableReader.read(json.toString(), layout, rows.toString(), values);
    }
  }

  /** The names that the rows' file may have, by the name of the JSON file. */
  public static List<String> rowsBeside(String json) {
    String stem = json.endsWith(".json") ? json.substring(0, json.length() - 5) : json;
    return List.of(stem + ".csv.gz", stem + ".csv");
  }

  /** The table's name. */
  public String name() {
    return layout.name();
  }

  /** What the table has results for. */
  public SearchSpace space() {
    return layout.space();
  }

  /** True if a point stands for the nearest row; false if each row is a point of its own. */
  public boolean isPool() {
    return layout.pool();
  }

  /** The metric to be made good. */
  public Goal goal() {
    return layout.goal();
  }

  /** How many points a curve has, at least 1. */
  public int budget() {
    return layout.budget();
  }

  /** How many rows there are, at least 1. */
  public int size() {
    return rows.size();
  }

  /** The names of all metrics: the goal's and further columns. */
  public List<String> metrics() {
    return rows.metrics();
  }

  /** The best value of the goal's metric: as the file says it, or else in the rows. */
  public double optimum() {
    return layout.optimum().orElseGet(() -> goal().value(rows.leastLoss()));
  }

  /** The point that a row has results for. */
  public Params params(int row) {
    List<Parameter> parameters = space().parameters();
    return space().build(parameter -> rows.value(row, parameters.indexOf(parameter)));
  }

  /**
   * The point that these values name, as a person or a file writes them: numbers count by value.
   *
   * @throws IllegalArgumentException if a parameter has none, or one that is not in its range
   */
  public Params point(Map<String, Object> values) {
    return space()
        .build(
            parameter -> {
              Object value = values.get(parameter.name());
              if (value == null) {
                throw new IllegalArgumentException(parameter.name() + " is missing");
              }
              return new PointReader(parameter).read(value.toString());
            });
  }

  /**
   * The row of a point: the nearest of a pool; otherwise its own, or none if the table has none.
   */
  public OptionalInt find(Params params) {
    return isPool() ? nearest(params, row -> true) : rows.find(params);
  }

  /**
   * The nearest row to a point, by positions in the unit cube, among those that are allowed.
   *
   * @return empty if none is allowed
   */
  public OptionalInt nearest(Params params, IntPredicate allowed) {
    return rows.nearest(params, allowed);
  }

  /**
   * A point of a row's curve.
   *
   * @param step from 1 to the budget
   * @return the goal's metric after this step; not finite if the training diverged
   */
  public double value(int row, int step) {
    return rows.curve(row)[step - 1];
  }

  /**
   * How many of a row's steps have a finite value; the first that has none is where it diverged.
   */
  public int steps(int row) {
    double[] curve = rows.curve(row);
    int steps = 0;
    while (steps < curve.length && Double.isFinite(curve[steps])) {
      steps++;
    }
    return steps;
  }

  /**
   * The best point of a row's curve.
   *
   * @param budget the last step that counts, from 1 to the table's
   * @return not finite if the training diverged by then
   */
  public double best(int row, int budget) {
    if (steps(row) < budget) {
      return Double.NaN;
    }
    double least = Double.POSITIVE_INFINITY;
    for (int step = 1; step <= budget; step++) {
      least = Math.min(least, goal().loss(value(row, step)));
    }
    return goal().value(least);
  }

  /**
   * A row's results after a budget: the best of the goal's metric, and all further columns. Not
   * finite where there is none.
   */
  public Map<String, Double> metrics(int row, int budget) {
    Map<String, Double> metrics = new TreeMap<>(rows.further(row));
    metrics.put(goal().metric(), best(row, budget));
    return metrics;
  }
}
