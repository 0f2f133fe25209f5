package drover.search;

import drover.core.Params;
import drover.core.space.Choice;
import drover.core.space.Parameter;
import drover.core.space.SearchSpace;
import java.util.ArrayList;
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

  /** The parameter of a coordinate. */
  Parameter parameter(int coordinate) {
    return parameters.get(coordinate);
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
}
