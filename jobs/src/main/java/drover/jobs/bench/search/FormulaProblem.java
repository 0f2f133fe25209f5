package drover.jobs.bench.search;

import com.fasterxml.jackson.databind.JsonNode;
import drover.core.Goal;
import drover.core.Outcome;
import drover.core.Params;
import drover.core.json.Json;
import drover.core.space.Choice;
import drover.core.space.Int;
import drover.core.space.Parameter;
import drover.core.space.Real;
import drover.core.space.SearchSpace;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Supplier;

/**
 * A function to be minimised, read from a JSON file:
 *
 * <pre>{@code
 * { "name": "sphere2",             // the formula is the name up to its first digit …
 *   "function": "sphere",          // … unless it is given
 *   "objective": "com.acme.Mine",  // or a class that evaluates it, see UserClass
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
 *
 * <p>Choices keep their types of JSON: texts, whole numbers, reals and booleans.
 *
 * @param evaluators makes what evaluates the points of a run
 * @param reference the median value of random points
 */
record FormulaProblem(
    String name,
    String set,
    SearchSpace space,
    Supplier<Evaluator> evaluators,
    double optimum,
    double reference)
    implements Problem {

  private static final Goal GOAL = new Goal("value", false);
  private static final double TOLERANCE = 1e-9;

  /**
   * The problem of a file's text.
   *
   * @param objective a class that evaluates it if the file names none; empty if there is none
   * @throws IllegalArgumentException if something is wrong with the text, or a check value is not
   *     reproduced
   */
  static FormulaProblem read(String text, String objective) {
    JsonNode file = Json.parseLoosely(text);
    String name = required(file, "name").asText();
    SearchSpace space = space(required(file, "parameters"));
    String implementation = file.path("objective").asText(objective);
    FormulaProblem problem =
        new FormulaProblem(
            name,
            file.path("set").asText(""),
            space,
            implementation.isEmpty()
                ? formula(file, name, space)
                : UserClass.evaluators(implementation, name, GOAL, file.path("constants")),
            required(file, "optimum").asDouble(),
            required(file, "random1_median").asDouble());
    if (!(problem.reference() > problem.optimum())) {
      throw new IllegalArgumentException("'random1_median' must be above 'optimum'");
    }
    Evaluator evaluator = problem.evaluator();
    file.path("check").forEach(check -> problem.verify(check, evaluator));
    return problem;
  }

  private static Supplier<Evaluator> formula(JsonNode file, String name, SearchSpace space) {
    String function = file.path("function").asText(name.replaceFirst("\\d.*", ""));
    Evaluator evaluator = Evaluator.of(Formulas.of(function, space, file.path("constants")));
    return () -> evaluator; // it has no state
  }

  @Override
  public Goal goal() {
    return GOAL;
  }

  @Override
  public Evaluator evaluator() {
    return evaluators.get();
  }

  private void verify(JsonNode check, Evaluator evaluator) {
    JsonNode given = required(check, "params");
    Params params = space.build(parameter -> value(parameter, required(given, parameter.name())));
    double expected = required(check, "value").asDouble();
    Outcome outcome = checked(params, evaluator);
    double found = outcome instanceof Outcome.Scored scored ? scored.loss() : Double.NaN;
    if (!(Math.abs(found - expected) <= TOLERANCE * Math.max(1, Math.abs(expected)))) {
      String reason = outcome.reason().isEmpty() ? "" : " (" + outcome.reason() + ")";
      throw new IllegalArgumentException(
          "the value at " + params + " is " + found + reason + ", the file says " + expected);
    }
  }

  private static Outcome checked(Params params, Evaluator evaluator) {
    try {
      return evaluator.evaluate(params);
    } catch (Throwable e) { // of a user's class, an Error too
      throw new IllegalArgumentException("no value at " + params + ": " + e, e);
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
    String name = required(node, "name").asText();
    boolean log = node.path("log").asBoolean();
    String type = required(node, "type").asText();
    return switch (type) {
      case "float" ->
          new Real(
              name,
              Optional.empty(),
              required(node, "low").asDouble(),
              required(node, "high").asDouble(),
              log,
              OptionalDouble.empty());
      case "int" ->
          new Int(
              name,
              Optional.empty(),
              required(node, "low").asLong(),
              required(node, "high").asLong(),
              log,
              1);
      case "categorical" -> {
        List<Object> values = new ArrayList<>();
        required(node, "choices").forEach(choice -> values.add(Json.read(choice)));
        yield new Choice(name, Optional.empty(), values);
      }
      default -> throw new IllegalArgumentException(name + ": no type '" + type + "'");
    };
  }

  private static Object value(Parameter parameter, JsonNode node) {
    if (parameter instanceof Real) {
      return node.asDouble();
    }
    return parameter instanceof Choice choice ? choice(choice, Json.read(node)) : node.asLong();
  }

  /** Numbers are equal in value, not in form. */
  private static Object choice(Choice choice, Object given) {
    return choice.values().stream()
        .filter(value -> same(value, given))
        .findFirst()
        .orElseThrow(
            () -> new IllegalArgumentException(given + " is no choice of " + choice.name()));
  }

  private static boolean same(Object value, Object given) {
    if (value instanceof Number one && given instanceof Number other) {
      return one.doubleValue() == other.doubleValue();
    }
    return value.equals(given);
  }

  private static JsonNode required(JsonNode node, String key) {
    if (!node.hasNonNull(key)) {
      throw new IllegalArgumentException("'" + key + "' is missing");
    }
    return node.get(key);
  }
}
