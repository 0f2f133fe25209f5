package drover.core.tabular;

import com.fasterxml.jackson.databind.JsonNode;
import drover.core.Goal;
import drover.core.json.Json;
import drover.core.space.Choice;
import drover.core.space.Int;
import drover.core.space.Ordinal;
import drover.core.space.Parameter;
import drover.core.space.Real;
import drover.core.space.SearchSpace;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * What a table's JSON file says of its rows. {@link Table} describes the keys.
 *
 * @param objective the columns of the metric to be made good: one or more whose mean it is, or a
 *     curve's in order
 * @param budget length of the curve; 1 if there is none
 * @param optimum the best value of the metric in the table, if the file says it
 */
record TableLayout(
    String name,
    SearchSpace space,
    boolean pool,
    Goal goal,
    List<String> objective,
    int budget,
    OptionalDouble optimum) {

  /** Reads the file, given the table's columns. */
  static TableLayout read(String json, List<String> columns) {
    JsonNode file = Json.parseLoosely(json);
    boolean pool = file.path("pool").asBoolean();
    int budget = file.path("budget").asInt(1);
    if (budget < 1) {
      throw new IllegalArgumentException("'budget' must be at least 1, not " + budget);
    }
    List<String> objective =
        file.has("objective_columns")
            ? texts(file.get("objective_columns"))
            : curve(budget, columns, file.path("objective").asText());
    if (objective.isEmpty() || (budget > 1 && objective.size() != budget)) {
      throw new IllegalArgumentException(
          "'objective_columns' must be as many as the budget, %d, not %d"
              .formatted(budget, objective.size()));
    }
    objective.forEach(column -> requireColumn(column, columns));
    SearchSpace space = space(require(file, "parameters"), pool);
    space.parameters().forEach(parameter -> requireColumn(parameter.name(), columns));
    return new TableLayout(
        require(file, "name").asText(),
        space,
        pool,
        new Goal(metric(objective), maximise(require(file, "direction").asText())),
        objective,
        budget,
        optimum(file));
  }

  private static OptionalDouble optimum(JsonNode file) {
    double optimum = file.path("optimum").asDouble(Double.NaN);
    return Double.isFinite(optimum) ? OptionalDouble.of(optimum) : OptionalDouble.empty();
  }

  boolean hasCurve() {
    return budget > 1;
  }

  /** The columns {@code STEM_0, STEM_1, …}, as many as the budget, whose stem the text names. */
  private static List<String> curve(int budget, List<String> columns, String objective) {
    String last = "_" + (budget - 1);
    List<String> stems =
        columns.stream()
            .filter(column -> budget > 1 && column.endsWith(last))
            .map(column -> column.substring(0, column.length() - last.length()))
            .toList();
    String stem =
        stems.stream()
            .filter(name -> stems.size() == 1 || objective.contains(name))
            .findFirst()
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        "needs 'objective_columns', or a 'budget' above 1 and columns of curves"));
    List<String> curve = new ArrayList<>();
    for (int point = 0; point < budget; point++) {
      curve.add(stem + "_" + point);
    }
    return curve;
  }

  /** The only column's name, or what several names share, up to the last underscore. */
  private static String metric(List<String> objective) {
    String shared = objective.get(0);
    for (String column : objective) {
      while (!column.startsWith(shared)) {
        shared = shared.substring(0, shared.length() - 1);
      }
    }
    if (objective.size() == 1) {
      return shared;
    }
    int end = shared.lastIndexOf('_');
    return end > 0 ? shared.substring(0, end) : "value";
  }

  private static boolean maximise(String direction) {
    return switch (direction) {
      case "maximise" -> true;
      case "minimise" -> false;
      default ->
          throw new IllegalArgumentException(
              "direction must be minimise or maximise, not '" + direction + "'");
    };
  }

  private static SearchSpace space(JsonNode list, boolean pool) {
    List<Parameter> parameters = new ArrayList<>();
    for (JsonNode node : list) {
      Parameter parameter = parameter(node);
      if (!pool && parameter.cardinality().isEmpty()) {
        throw new IllegalArgumentException(
            parameter.name() + ": needs 'values', since only a pool is continuous");
      }
      parameters.add(parameter);
    }
    return new SearchSpace(parameters);
  }

  private static Parameter parameter(JsonNode node) {
    String name = require(node, "name").asText();
    if (node.has("values")) {
      List<Object> values = values(node.get("values"));
      return node.path("ordered").asBoolean()
          ? new Ordinal(name, Optional.empty(), values)
          : new Choice(name, Optional.empty(), values);
    }
    boolean log = node.path("log").asBoolean();
    JsonNode low = require(node, "low");
    JsonNode high = require(node, "high");
    return node.path("type").asText().equals("int")
        ? new Int(name, Optional.empty(), low.asLong(), high.asLong(), log, 1)
        : new Real(
            name, Optional.empty(), low.asDouble(), high.asDouble(), log, OptionalDouble.empty());
  }

  /** Numbers are all real if one of them is, so that one parameter has values of one type. */
  private static List<Object> values(JsonNode list) {
    List<Object> values = new ArrayList<>();
    boolean real = false;
    for (JsonNode node : list) {
      values.add(Json.read(node));
      real |= node.isFloatingPointNumber();
    }
    if (real) {
      values.replaceAll(value -> value instanceof Long number ? (Object) (double) number : value);
    }
    return values;
  }

  private static List<String> texts(JsonNode list) {
    List<String> texts = new ArrayList<>();
    list.forEach(text -> texts.add(text.asText()));
    return texts;
  }

  private static void requireColumn(String column, List<String> columns) {
    if (!columns.contains(column)) {
      throw new IllegalArgumentException("names the column '" + column + "', which is not there");
    }
  }

  private static JsonNode require(JsonNode node, String key) {
    if (!node.hasNonNull(key)) {
      throw new IllegalArgumentException("'" + key + "' is missing");
    }
    return node.get(key);
  }
}
