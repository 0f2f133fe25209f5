package drover.search.gp;

import drover.core.Params;
import drover.core.space.Choice;
import drover.core.space.Condition;
import drover.core.space.Int;
import drover.core.space.Parameter;
import drover.core.space.SearchSpace;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/**
 * Points of a space as vectors: the position of a number, the index of a choice's option. A number
 * of few values lies in the middle of its bin (Garrido-Merchán and Hernández-Lobato 2020), so that
 * the kernel is constant where the loss is. What is not active has the same value in all points.
 */
public final class Encoding {

  /** Of more values, a whole number is as good as continuous until it is rounded at the end. */
  private static final int FEW = 64;

  private static final double INACTIVE_NUMBER = 0.5;
  private static final double INACTIVE_CHOICE = -1;

  private final SearchSpace space;
  private final List<Parameter> parameters;
  private final Map<String, Integer> index = new HashMap<>();
  private final boolean[] unordered;
  private final double[][] levels;

  /** For each parameter the one that it depends on, or −1. */
  private final int[] parent;

  /** The encoding of a space. */
  public Encoding(SearchSpace space) {
    this.space = space;
    this.parameters = space.parameters();
    int d = parameters.size();
    this.unordered = new boolean[d];
    this.levels = new double[d][];
    this.parent = new int[d];
    for (int j = 0; j < d; j++) {
      Parameter parameter = parameters.get(j);
      index.put(parameter.name(), j);
      unordered[j] = !parameter.ordered();
      levels[j] = levels(parameter);
      parent[j] = parameter.condition().map(Condition::parameter).map(index::get).orElse(-1);
    }
  }

  private static double[] levels(Parameter parameter) {
    OptionalLong values = parameter.cardinality();
    boolean many = values.isEmpty() || (parameter.ordered() && values.getAsLong() > FEW);
    double[] levels = new double[many ? 0 : (int) values.orElseThrow()];
    for (int i = 0; i < levels.length; i++) {
      levels[i] =
          parameter instanceof Choice
              ? i
              : parameter instanceof Int whole
                  ? whole.position(whole.low() + whole.step() * i)
                  : Parameter.middle(i, levels.length);
    }
    return levels;
  }

  /** How many parameters a point has, active or not. */
  public int dimensions() {
    return unordered.length;
  }

  /** True for a choice. */
  boolean isUnordered(int j) {
    return unordered[j];
  }

  /** Which parameters are choices. */
  public boolean[] unordered() {
    return unordered.clone();
  }

  /** The values of a choice or of a number of few values, in their order; none of a continuum. */
  double[] levels(int j) {
    return levels[j];
  }

  /** A point of the space as a vector. */
  public double[] encode(Params params) {
    double[] x = new double[parameters.size()];
    for (int j = 0; j < x.length; j++) {
      Parameter parameter = parameters.get(j);
      x[j] =
          params.has(parameter.name())
              ? active(parameter, params.get(parameter.name()))
              : inactive(j);
    }
    return x;
  }

  private static double active(Parameter parameter, Object value) {
    return parameter instanceof Choice choice
        ? choice.values().indexOf(value)
        : parameter.position(value);
  }

  private double inactive(int j) {
    return unordered[j] ? INACTIVE_CHOICE : INACTIVE_NUMBER;
  }

  /** The point of the space at a vector. */
  public Params decode(double[] x) {
    return space.build(parameter -> value(parameter, x[index.getOrDefault(parameter.name(), 0)]));
  }

  private static Object value(Parameter parameter, double encoded) {
    return parameter instanceof Choice choice
        ? choice.values().get((int) Math.max(0, encoded))
        : parameter.at(encoded);
  }

  /**
   * The vector that stands for a point: values of discrete parameters are rounded, those of choices
   * that have become active start at the first option, and inactive parameters are set back.
   */
  double[] snap(double[] x) {
    double[] snapped = x.clone();
    boolean[] active = new boolean[x.length];
    for (int j = 0; j < x.length; j++) {
      active[j] = parent[j] < 0 || (active[parent[j]] && holds(j, snapped[parent[j]]));
      if (!active[j]) {
        snapped[j] = inactive(j);
      } else if (levels[j].length > 0) {
        snapped[j] = nearest(levels[j], x[j]);
      }
    }
    return snapped;
  }

  /** True if a parameter exists under an encoded value of the one that it depends on. */
  private boolean holds(int j, double encoded) {
    Object value = value(parameters.get(parent[j]), encoded);
    return parameters.get(j).condition().orElseThrow().holds(value);
  }

  private static double nearest(double[] levels, double value) {
    double nearest = levels[0];
    for (double level : levels) {
      if (Math.abs(level - value) < Math.abs(nearest - value)) {
        nearest = level;
      }
    }
    return nearest;
  }
}
