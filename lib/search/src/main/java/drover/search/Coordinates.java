package drover.search;

import drover.core.Note;
import drover.core.Params;
import drover.core.space.Choice;
import drover.core.space.Int;
import drover.core.space.Parameter;
import drover.core.space.SearchSpace;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * The ordered parameters of a space that have more than one value as the coordinates of a vector in
 * [0, 1]ⁿ, for algorithms that move in a vector space. A coordinate whose parameter is inactive
 * changes nothing.
 */
final class Coordinates {

  private final SearchSpace space;
  private final List<Parameter> parameters;
  private final List<Choice> choices = new ArrayList<>();
  private final Map<String, Integer> coordinates = new HashMap<>();

  Coordinates(SearchSpace space) {
    this.space = space;
    List<Parameter> ordered = new ArrayList<>();
    for (Parameter parameter : space.parameters()) {
      boolean varies = parameter.cardinality().orElse(2) > 1;
      if (varies && parameter instanceof Choice choice) {
        choices.add(choice);
      } else if (varies) {
        coordinates.put(parameter.name(), ordered.size());
        ordered.add(parameter);
      }
    }
    this.parameters = List.copyOf(ordered);
  }

  /** How many coordinates there are, n. */
  int size() {
    return parameters.size();
  }

  /** True if the coordinate's parameter has a continuum of values. */
  boolean isContinuous(int coordinate) {
    return parameters.get(coordinate).cardinality().isEmpty();
  }

  /** True if the coordinate's parameter is active in params. */
  boolean isActive(int coordinate, Params params) {
    return params.has(parameters.get(coordinate).name());
  }

  /** The middle of the unit cube. */
  double[] middle() {
    double[] middle = new double[parameters.size()];
    Arrays.fill(middle, 0.5);
    return middle;
  }

  /** A part of the unit interval. */
  record Bin(double low, double high) {}

  /** The part that has the value of a position; that position alone of a continuous coordinate. */
  Bin bin(int coordinate, double position) {
    Parameter parameter = parameters.get(coordinate);
    if (parameter.cardinality().isEmpty()) {
      return new Bin(position, position);
    }
    if (parameter instanceof Int whole && whole.log()) {
      long value = whole.at(position);
      return new Bin(edge(whole, value - 0.5), edge(whole, value + 0.5));
    }
    double n = parameter.cardinality().getAsLong();
    long i = Parameter.bin(position, (long) n);
    return new Bin(i / n, (i + 1) / n);
  }

  private static double edge(Int whole, double value) {
    double low = StrictMath.log(whole.low() - 0.5);
    return (StrictMath.log(value) - low) / (StrictMath.log(whole.high() + 0.5) - low);
  }

  /** The parameters without coordinate that have more than one value. */
  List<Choice> choices() {
    return choices;
  }

  /**
   * The params at a vector; what lies beyond [0, 1] is clamped.
   *
   * @param choose decides the choices, in the space's order
   */
  Params params(double[] vector, Function<Choice, Object> choose) {
    return space.build(
        parameter -> {
          if (parameter.cardinality().orElse(2) == 1) {
            return parameter.at(0.5);
          }
          return parameter instanceof Choice choice
              ? choose.apply(choice)
              : parameter.at(vector[coordinates.getOrDefault(parameter.name(), 0)]);
        });
  }

  /**
   * The vector of params.
   *
   * @param inactive the coordinates of parameters that are inactive
   */
  double[] vector(Params params, double[] inactive) {
    double[] vector = inactive.clone();
    for (int i = 0; i < vector.length; i++) {
      Optional<Object> value = params.find(parameters.get(i).name());
      if (value.isPresent()) {
        vector[i] = parameters.get(i).position(value.get());
      }
    }
    return vector;
  }

  /**
   * The mean of the better half of some trials, with the weights of a generation of CMA-ES.
   *
   * @param trials best first, at least one
   */
  double[] center(List<Ranked> trials) {
    List<Double> weights = StrategyParameters.positive(trials.size());
    double[] center = new double[size()];
    for (int i = 0; i < weights.size(); i++) {
      double[] vector = vector(trials.get(i).trial().params(), middle());
      for (int k = 0; k < center.length; k++) {
        center[k] += weights.get(i) * vector[k];
      }
    }
    return center;
  }

  /** A vector as a note has it. */
  static List<Double> list(double[] vector) {
    return Arrays.stream(vector).boxed().toList();
  }

  /** The vector at a key of a note that has one there. */
  static double[] vector(Note note, String key) {
    return ((List<?>) note.find(key).orElseThrow()).stream().mapToDouble(x -> (Double) x).toArray();
  }
}
