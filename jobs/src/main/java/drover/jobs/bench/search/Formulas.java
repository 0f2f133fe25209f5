package drover.jobs.bench.search;

import static java.lang.Math.PI;

import com.fasterxml.jackson.databind.JsonNode;
import drover.core.Params;
import drover.core.function.TestFunction;
import drover.core.space.Choice;
import drover.core.space.Parameter;
import drover.core.space.SearchSpace;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/**
 * The formulas that problem files name. Those with coordinates {@code x0, x1, …} take any number of
 * them; a constant {@code o} shifts the optimum away from the middle of the box.
 */
final class Formulas {

  /** Makes a formula's function from a file's space and constants. */
  private interface Maker {
    ToDoubleFunction<Params> make(SearchSpace space, JsonNode constants);
  }

  private static final double GOLDEN = 0.6180339887498949;

  private static final Map<String, Maker> MAKERS =
      Map.ofEntries(
          Map.entry("ackley", shifted(TestFunction.ACKLEY)),
          Map.entry("branin", shifted(TestFunction.BRANIN)),
          Map.entry("conditional_flat", (space, constants) -> Formulas::conditional),
          Map.entry("ellipsoid", (space, c) -> p -> ellipsoid(coordinates(p, c))),
          Map.entry("hartmann", shifted(TestFunction.HARTMANN6)),
          Map.entry("hpo_mlp", Formulas::perceptron),
          Map.entry("levy", (space, c) -> p -> levy(coordinates(p, c))),
          Map.entry("mixed_ackley", Formulas::mixedAckley),
          Map.entry("nk", (space, c) -> p -> landscape(p, c.path("seed").asInt())),
          Map.entry("rastrigin", shifted(TestFunction.RASTRIGIN)),
          Map.entry("rosenbrock", shifted(TestFunction.ROSENBROCK)),
          Map.entry("sphere", shifted(TestFunction.SPHERE)),
          Map.entry("styblinski_tang", shifted(TestFunction.STYBLINSKI_TANG)),
          Map.entry("svm_log", (space, constants) -> Formulas::supportVectors));

  private Formulas() {}

  /** The names that a problem file may use. */
  static List<String> names() {
    return MAKERS.keySet().stream().sorted().toList();
  }

  /**
   * The function of a formula.
   *
   * @throws IllegalArgumentException if there is no formula of the name
   */
  static ToDoubleFunction<Params> of(String name, SearchSpace space, JsonNode constants) {
    Maker maker = MAKERS.get(name);
    if (maker == null) {
      throw new IllegalArgumentException(
          "no formula '%s' among %s; name a class that evaluates it by \"objective\" in the file or by bench.objective"
              .formatted(name, names()));
    }
    return maker.make(space, constants);
  }

  private static Maker shifted(TestFunction function) {
    return (space, constants) -> params -> function.at(coordinates(params, constants));
  }

  /** The values of x0, x1, … less the shifts. */
  private static double[] coordinates(Params params, JsonNode constants) {
    int n = 0;
    while (params.has("x" + n)) {
      n++;
    }
    double[] z = new double[n];
    for (int i = 0; i < n; i++) {
      z[i] = params.real("x" + i) - constants.path("o").path(i).asDouble(0);
    }
    return z;
  }

  private static double levy(double[] z) {
    for (int i = 0; i < z.length; i++) {
      z[i] += 1;
    }
    return TestFunction.LEVY.at(z);
  }

  /** The ellipsoid after three sweeps of Givens rotations over neighbouring coordinates. */
  private static double ellipsoid(double[] z) {
    int pairs = z.length - 1;
    for (int turn = 0; turn < 3 * pairs; turn++) {
      int i = turn % pairs;
      double angle = 2 * PI * fraction((turn + 1) * GOLDEN);
      double cos = Math.cos(angle);
      double sin = Math.sin(angle);
      double first = cos * z[i] - sin * z[i + 1];
      z[i + 1] = sin * z[i] + cos * z[i + 1];
      z[i] = first;
    }
    return TestFunction.ELLIPSOID.at(z);
  }

  /** Ackley over coordinates, whole numbers n0, … and choices c0, … that stand for numbers. */
  private static ToDoubleFunction<Params> mixedAckley(SearchSpace space, JsonNode constants) {
    JsonNode best = constants.path("nstar");
    JsonNode table = constants.path("T");
    return params -> {
      double[] x = coordinates(params, constants);
      double[] z = Arrays.copyOf(x, x.length + best.size() + table.size());
      for (int i = 0; i < best.size(); i++) {
        z[x.length + i] = 0.5 * (params.real("n" + i) - best.get(i).asDouble());
      }
      for (int i = 0; i < table.size(); i++) {
        int option = option(space, params, "c" + i);
        z[x.length + best.size() + i] = table.get(i).get(option).asDouble();
      }
      return TestFunction.ACKLEY.at(z);
    };
  }

  /** Four kinds of model of which one counts: the parameters of the others do nothing. */
  private static double conditional(Params params) {
    String model = params.text("model");
    if (model.equals("linear")) {
      return 0.20 + 0.02 * square(log10(params, "linear_C") + 0.5);
    }
    if (model.equals("poly")) {
      double degree = params.real("poly_degree");
      double bend = log10(params, "poly_C") - 1 + 0.4 * degree;
      return 0.15 + 0.03 * square(bend) + 0.02 * Math.abs(degree - 3);
    }
    if (model.equals("rbf")) {
      double u = log10(params, "rbf_C");
      double v = log10(params, "rbf_gamma");
      double q = 1.5 * square(u + v - 0.3) + 0.12 * square(u - v - 3.7);
      return 0.05 + 0.35 * (1 - Math.exp(-q));
    }
    double depth = params.real("tree_depth") - 9;
    double leaf = log2(params, "tree_leaf") - 3;
    return 0.10
        + 0.004 * square(depth)
        + 0.01 * square(leaf - 0.25 * depth)
        + 0.005 * Math.abs(leaf);
  }

  /** What the validation loss of a perceptron looks like, with a cliff at high learning rates. */
  private static ToDoubleFunction<Params> perceptron(SearchSpace space, JsonNode constants) {
    return params -> {
      int optimizer = option(space, params, "optimizer");
      double dropout = params.real("dropout");
      double width = log2(params, "width");
      double bestRate = constants.path("LR").get(optimizer).asDouble() - 0.12 * (width - 7);
      double bestDecay = constants.path("WD").get(optimizer).asDouble();
      double d = log10(params, "lr") - bestRate;
      double cliff = d - (0.9 + 0.3 * dropout);
      return 0.08
          + constants.path("BASE").get(optimizer).asDouble()
          + 0.10 * d * d / (1 + 0.25 * d * d)
          + 0.012 * square(log10(params, "wd") - bestDecay + 0.6 * d)
          + 0.25 * square(dropout - 0.08 * (width - 4))
          + 0.006 * square(width - 8.3)
          + (cliff > 0 ? 0.6 * (1 - Math.exp(-3 * cliff * cliff)) : 0);
    };
  }

  /** A support vector machine's error: a bent valley in the logarithms of four parameters. */
  private static double supportVectors(Params params) {
    double b = log10(params, "gamma") + 2.3;
    double a = log10(params, "C") + b - 2.3 + 0.25 * b * b - 0.4;
    double s = log10(params, "scale");
    double q = 2.5 * a * a + 0.10 * b * b + 0.15 * square(s - 0.35 - 0.3 * b);
    double slack = Math.max(0, log10(params, "tol") + 3);
    return 0.03 + 0.40 * (1 - 1 / (1 + q)) + 0.01 * square(slack);
  }

  /** A random landscape over op0, op1, … in which each site counts with two others (Kauffman). */
  private static double landscape(Params params, int seed) {
    int n = params.values().size();
    int[] site = new int[n];
    for (int i = 0; i < n; i++) {
      site[i] = Integer.parseInt(params.text("op" + i));
    }
    double sum = 0;
    for (int i = 0; i < n; i++) {
      sum += hash(seed, i, site[i], site[(i + 1) % n], site[(i + 5) % n]);
    }
    return 1 - sum / n;
  }

  /** A number in [0, 1) from whole numbers, by a 32-bit mixing function. */
  private static double hash(int... values) {
    int h = 0;
    for (int value : values) {
      h ^= value + 0x9E3779B9;
      h = (h ^ (h >>> 16)) * 0x7feb352d;
      h = (h ^ (h >>> 15)) * 0x846ca68b;
      h ^= h >>> 16;
    }
    return Integer.toUnsignedLong(h) / 0x1p32;
  }

  private static int option(SearchSpace space, Params params, String name) {
    Parameter parameter = space.find(name).orElseThrow();
    return ((Choice) parameter).values().indexOf(params.get(name));
  }

  private static double log10(Params params, String name) {
    return Math.log10(params.real(name));
  }

  private static double log2(Params params, String name) {
    return Math.log(params.real(name)) / Math.log(2);
  }

  private static double fraction(double v) {
    return v - Math.floor(v);
  }

  private static double square(double v) {
    return v * v;
  }
}
