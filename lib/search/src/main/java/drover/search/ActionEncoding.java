package drover.search;

import drover.core.Params;
import drover.core.space.Choice;
import drover.core.space.Parameter;
import drover.core.space.SearchSpace;

/**
 * Params as numbers for a network: a number by its position, from −1 to 1; a choice by a one at its
 * option among zeros; zeros where a parameter is not active.
 */
final class ActionEncoding {

  private final SearchSpace space;
  private final int size;

  ActionEncoding(SearchSpace space) {
    this.space = space;
    this.size = space.parameters().stream().mapToInt(ActionEncoding::width).sum();
  }

  private static int width(Parameter parameter) {
    return parameter instanceof Choice choice ? choice.values().size() : 1;
  }

  /** How many numbers there are. */
  int size() {
    return size;
  }

  /** The params, followed by further numbers. */
  double[] encode(Params params, double... further) {
    double[] code = new double[size + further.length];
    int at = 0;
    for (Parameter parameter : space.parameters()) {
      Object value = params.values().get(parameter.name());
      if (value != null && parameter instanceof Choice choice) {
        code[at + choice.values().indexOf(value)] = 1;
      } else if (value != null) {
        code[at] = 2 * parameter.position(value) - 1;
      }
      at += width(parameter);
    }
    System.arraycopy(further, 0, code, size, further.length);
    return code;
  }
}
