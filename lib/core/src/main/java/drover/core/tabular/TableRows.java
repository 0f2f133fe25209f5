package drover.core.tabular;

import drover.core.Params;
import drover.core.space.Parameter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.function.IntPredicate;

/** The rows of a table, column by column. */
final class TableRows {

  private final TableLayout layout;
  private final List<Parameter> parameters;
  private final List<String> further;
  private final List<Object[]> values = new ArrayList<>();
  private final List<double[]> positions = new ArrayList<>();
  private final List<double[]> curves = new ArrayList<>();
  private final List<double[]> furtherValues = new ArrayList<>();
  private final Map<List<Object>, Integer> byPoint = new HashMap<>();

  /**
   * @param further names of the columns that are neither parameters nor the objective's
   */
  TableRows(TableLayout layout, List<String> further) {
    this.layout = layout;
    this.parameters = layout.space().parameters();
    this.further = List.copyOf(further);
  }

  /**
   * Adds a row.
   *
   * @param point values of the parameters
   * @param objective values of the objective's columns
   * @param others values of the further columns; not a number where there is none
   * @throws IllegalArgumentException if an earlier row has the same point
   */
  void add(Object[] point, double[] objective, double[] others) {
    if (!layout.pool() && byPoint.putIfAbsent(List.of(point), size()) != null) {
      throw new IllegalArgumentException("an earlier row has the same parameters");
    }
    double mean = Arrays.stream(objective).average().orElseThrow();
    values.add(point);
    positions.add(positions(point));
    curves.add(layout.hasCurve() ? objective : new double[] {mean});
    furtherValues.add(others);
  }

  int size() {
    return values.size();
  }

  List<String> metrics() {
    List<String> names = new ArrayList<>(List.of(layout.goal().metric()));
    names.addAll(further);
    return names;
  }

  Object value(int row, int parameter) {
    return values.get(row)[parameter];
  }

  double[] curve(int row) {
    return curves.get(row);
  }

  Map<String, Double> further(int row) {
    Map<String, Double> metrics = new TreeMap<>();
    for (int i = 0; i < further.size(); i++) {
      metrics.put(further.get(i), furtherValues.get(row)[i]);
    }
    return metrics;
  }

  double leastLoss() {
    return curves.stream()
        .flatMapToDouble(Arrays::stream)
        .filter(Double::isFinite)
        .map(layout.goal()::loss)
        .min()
        .orElse(Double.NaN);
  }

  OptionalInt find(Params params) {
    List<Object> point = new ArrayList<>();
    for (Parameter parameter : parameters) {
      point.add(params.get(parameter.name()));
    }
    Integer row = byPoint.get(point);
    return row == null ? OptionalInt.empty() : OptionalInt.of(row);
  }

  OptionalInt nearest(Params params, IntPredicate allowed) {
    double[] target = positions(parameters.stream().map(p -> params.get(p.name())).toArray());
    int nearest = -1;
    double least = Double.POSITIVE_INFINITY;
    for (int row = 0; row < size(); row++) {
      if (allowed.test(row)) {
        double distance = distance(target, positions.get(row));
        if (distance < least) {
          nearest = row;
          least = distance;
        }
      }
    }
    return nearest < 0 ? OptionalInt.empty() : OptionalInt.of(nearest);
  }

  private double[] positions(Object[] point) {
    double[] found = new double[point.length];
    for (int i = 0; i < point.length; i++) {
      found[i] = parameters.get(i).position(point[i]);
    }
    return found;
  }

  private static double distance(double[] a, double[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += (a[i] - b[i]) * (a[i] - b[i]);
    }
    return sum;
  }
}
