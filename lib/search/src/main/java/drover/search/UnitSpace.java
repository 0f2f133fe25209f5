package drover.search;

import drover.core.Params;
import drover.core.space.Parameter;
import drover.core.space.SearchSpace;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A search space as a tree of positions: a point is an array with the position of each parameter
 * ({@link Parameter#position}), and NaN where a parameter is inactive.
 */
final class UnitSpace {

  private final SearchSpace space;
  private final List<Parameter> parameters;
  private final Map<String, Integer> index = new HashMap<>();

  /** Which parameter each one depends on; −1 if on none. */
  private final int[] parent;

  UnitSpace(SearchSpace space) {
    this.space = space;
    this.parameters = space.parameters();
    this.parent = new int[parameters.size()];
    Arrays.fill(parent, -1);
    for (int i = 0; i < parent.length; i++) {
      int child = i;
      Parameter parameter = parameters.get(i);
      index.put(parameter.name(), i);
      parameter.condition().ifPresent(condition -> parent[child] = index(condition.parameter()));
    }
  }

  /** All parameters, in the order of a point's positions. */
  List<Parameter> parameters() {
    return parameters;
  }

  /** How many positions a point has. */
  int size() {
    return parameters.size();
  }

  /** True if parameter i exists, given the positions of those before it. */
  boolean isActive(int i, double[] point) {
    if (parent[i] < 0) {
      return true;
    }
    double position = point[parent[i]];
    return !Double.isNaN(position)
        && parameters
            .get(i)
            .condition()
            .orElseThrow()
            .holds(parameters.get(parent[i]).at(position));
  }

  /** The positions of params. */
  double[] point(Params params) {
    double[] point = new double[parameters.size()];
    for (int i = 0; i < point.length; i++) {
      Parameter parameter = parameters.get(i);
      point[i] = params.find(parameter.name()).map(parameter::position).orElse(Double.NaN);
    }
    return point;
  }

  /** The params at these positions. */
  Params params(double[] point) {
    return space.build(parameter -> parameter.at(point[index(parameter.name())]));
  }

  private int index(String name) {
    Integer found = index.get(name);
    if (found == null) {
      throw new IllegalArgumentException("no parameter '" + name + "' among " + index.keySet());
    }
    return found;
  }
}
