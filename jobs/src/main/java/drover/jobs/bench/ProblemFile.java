package drover.jobs.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import drover.core.Params;
import drover.core.space.Choice;
import drover.core.space.Int;
import drover.core.space.Parameter;
import drover.core.space.Real;
import drover.core.space.SearchSpace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;

/**
 * A problem read from a JSON file:
 *
 * <pre>{@code
 * { "name": "sphere2",             // the formula is the name up to its first digit …
 *   "function": "sphere",          // … unless it is given
 *   "set": "mine",                 // goes into the results; "" if absent
 *   "parameters": [
 *     { "name": "x0", "type": "float", "low": -5, "high": 5, "log": false },
 *     { "name": "x1", "type": "int", "low": 1, "high": 64, "log": true },
 *     { "name": "c", "type": "categorical", "choices": ["a", "b"] } ],
 *   "constants": { "o": [0.7, -1.5] },
 *   "optimum": 0,                  // the least value
 *   "random1_median": 17.4,        // the median value of random points: the scale of regrets
 *   "check": [ { "params": { "x0": 1, "x1": 2, "c": "a" }, "value": 5 } ] }
 * }</pre>
 *
 * Every check value must be reproduced to 1e-9 relative (absolute below 1) before anything is
 * measured.
 */
record ProblemFile(
    String name,
    String set,
    SearchSpace space,
    ToDoubleFunction<Params> formula,
    double optimum,
    double randomMedian)
    implements Problem {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final double TOLERANCE = 1e-9;

  /** All problems of a folder's {@code *.json} files, by name. */
  static List<Problem> readAll(Path folder) throws IOException {
    List<Problem> problems = new ArrayList<>();
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.filter(f -> f.toString().endsWith(".json")).sorted().toList()) {
        problems.add(read(Files.readString(file)));
      }
    }
    return problems;
  }

  /**
   * The problem of a file's text.
   *
   * @throws IllegalArgumentException if a check value is not reproduced or the formula is unknown
   */
  static Problem read(String text) throws IOException {
    JsonNode file = JSON.readTree(text);
    String name = file.required("name").asText();
    SearchSpace space = space(file.required("parameters"));
    String function = file.path("function").asText(name.replaceFirst("\\d.*", ""));
    ProblemFile problem =
        new ProblemFile(
            name,
            file.path("set").asText(""),
            space,
            Formulas.of(function, space, file.path("constants")),
            file.required("optimum").asDouble(),
            file.required("random1_median").asDouble());
    file.path("check").forEach(problem::verify);
    return problem;
  }

  @Override
  public double value(Params params) {
    return formula.applyAsDouble(params);
  }

  private void verify(JsonNode check) {
    JsonNode given = check.required("params");
    Params params = space.build(parameter -> value(parameter, given.required(parameter.name())));
    double expected = check.required("value").asDouble();
    double found = value(params);
    if (!(Math.abs(found - expected) <= TOLERANCE * Math.max(1, Math.abs(expected)))) {
      throw new IllegalArgumentException(
          name + ": the value at " + params + " is " + found + ", the file says " + expected);
    }
  }

  private static SearchSpace space(JsonNode list) {
    List<Parameter> parameters = new ArrayList<>();
    for (JsonNode node : list) {
      parameters.add(parameter(node));
    }
    return new SearchSpace(parameters);
  }

  private static Parameter parameter(JsonNode node) {
    String name = node.required("name").asText();
    boolean log = node.path("log").asBoolean();
    String type = node.required("type").asText();
    return switch (type) {
      case "float" ->
          new Real(
              name,
              Optional.empty(),
              node.required("low").asDouble(),
              node.required("high").asDouble(),
              log,
              OptionalDouble.empty());
      case "int" ->
          new Int(
              name,
              Optional.empty(),
              node.required("low").asLong(),
              node.required("high").asLong(),
              log,
              1);
      case "categorical" -> {
        List<Object> values = new ArrayList<>();
        node.required("choices").forEach(choice -> values.add(choice.asText()));
        yield new Choice(name, Optional.empty(), values);
      }
      default -> throw new IllegalArgumentException(name + ": no type '" + type + "'");
    };
  }

  private static Object value(Parameter parameter, JsonNode node) {
    if (parameter instanceof Real) {
      return node.asDouble();
    }
    return parameter instanceof Int ? (Object) node.asLong() : node.asText();
  }
}
