package drover.search.gp;

import drover.core.Params;
import drover.core.space.Choice;
import drover.core.space.Parameter;
import drover.core.space.SearchSpace;
import java.util.List;
import java.util.OptionalLong;

/** Points of a space as vectors: position of a number, index of a choice's option. */
public final class Encoding {

  private static final int FEW = 64;
  private final SearchSpace space;
  private final List<Parameter> parameters;
  private final boolean[] unordered;
  private final double[][] levels;

  public Encoding(SearchSpace space) {
    this.space = space;
    this.parameters = space.parameters();
    this.unordered = new boolean[parameters.size()];
    this.levels = new double[parameters.size()][];
    for (int j = 0; j < unordered.length; j++) {
      unordered[j] = !parameters.get(j).ordered();
      levels[j] = levels(parameters.get(j));
    }
  }

  public boolean[] unordered() {
    return unordered;
  }

  /** The few values of a discrete parameter, or none. */
  public double[] levels(int j) {
    return levels[j];
  }

  private static double[] levels(Parameter parameter) {
    OptionalLong n = parameter.cardinality();
    if (n.isEmpty() || n.getAsLong() > FEW) {
      return new double[0];
    }
    int count = (int) n.getAsLong();
    double[] levels = new double[count];
    for (int i = 0; i < count; i++) {
      if (parameter instanceof Choice) {
        levels[i] = i;
      } else if (parameter instanceof drover.core.space.Int whole) {
        levels[i] = parameter.position(whole.low() + whole.step() * i);
      } else {
        levels[i] = Parameter.middle(i, count);
      }
    }
    return levels;
  }

  public double[] encode(Params params) {
    double[] x = new double[parameters.size()];
    for (int j = 0; j < x.length; j++) {
      Parameter parameter = parameters.get(j);
      boolean active = params.has(parameter.name());
      if (parameter instanceof Choice choice) {
        x[j] = active ? choice.values().indexOf(params.get(parameter.name())) : -1;
      } else {
        x[j] = active ? parameter.position(params.get(parameter.name())) : 0.5;
      }
    }
    return x;
  }

  public Params decode(double[] x) {
    return space.build(
        parameter -> {
          int j = parameters.indexOf(parameter);
          return parameter instanceof Choice choice
              ? choice.values().get((int) Math.max(0, x[j]))
              : parameter.at(x[j]);
        });
  }
}
