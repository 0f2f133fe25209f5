package drover.search;

import drover.core.space.Choice;
import drover.core.space.Condition;
import drover.core.space.Int;
import drover.core.space.Ordinal;
import drover.core.space.Parameter;
import drover.core.space.Real;
import drover.core.space.SearchSpace;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/** The search spaces on which every searcher is tested, by name. */
final class Spaces {

  static final Map<String, SearchSpace> ALL = all();

  private Spaces() {}

  static SearchSpace of(String name) {
    return java.util.Objects.requireNonNull(ALL.get(name));
  }

  /** A box of continuous parameters x0, x1, …. */
  static SearchSpace box(int dimensions, double low, double high) {
    List<Parameter> parameters = new ArrayList<>();
    for (int i = 0; i < dimensions; i++) {
      parameters.add(real("x" + i, low, high, false));
    }
    return new SearchSpace(parameters);
  }

  private static Map<String, SearchSpace> all() {
    Map<String, SearchSpace> all = new LinkedHashMap<>();
    all.put("nothing", new SearchSpace(List.of()));
    all.put(
        "one-point", space(integer("n", 3, 3, false), choice("c", "only"), real("x", 1, 1, false)));
    all.put("reals", box(5, -5, 5));
    all.put("logs", space(real("rate", 1e-5, 1, true), integer("units", 1, 1024, true)));
    all.put("integers", space(integer("a", 0, 4, false), integer("b", -3, 3, false)));
    all.put(
        "steps",
        space(stepped("drop", 0, 0.5, 0.1), new Int("k", Optional.empty(), 1, 9, false, 2)));
    all.put(
        "choices",
        space(choice("a", "p", "q", "r"), choice("b", true, false), choice("c", 1L, 2L)));
    all.put("ordinal", space(ordinal("batch", 16L, 32L, 64L, 128L), real("x", 0, 1, false)));
    all.put("conditional", conditional());
    all.put("nested", nested());
    all.put("list", list());
    all.put("wide", box(20, 0, 1));
    return all;
  }

  /** Two optimisers with parameters of their own; one of them without any. */
  private static SearchSpace conditional() {
    Optional<Condition> adam = Optional.of(new Condition("updater", "adam"));
    Optional<Condition> momentum = Optional.of(new Condition("updater", "nesterovs"));
    return space(
        integer("units", 8, 64, true),
        choice("updater", "sgd", "adam", "nesterovs"),
        new Real("adam.rate", adam, 1e-4, 1e-1, true, OptionalDouble.empty()),
        new Real("nesterovs.rate", momentum, 1e-3, 1, true, OptionalDouble.empty()),
        new Real("nesterovs.momentum", momentum, 0.5, 0.99, false, OptionalDouble.empty()));
  }

  /** A finite tree of 2 + 1 + 3 · (1 + 2) = 12 points. */
  private static SearchSpace nested() {
    Optional<Condition> small = Optional.of(new Condition("model", "small"));
    Optional<Condition> large = Optional.of(new Condition("model", "large"));
    Optional<Condition> deep = Optional.of(new Condition("shape", "deep"));
    return space(
        choice("model", "small", "none", "large"),
        new Int("size", small, 1, 2, false, 1),
        new Ordinal("width", large, List.of(1L, 2L, 4L)),
        new Choice("shape", large, List.of("flat", "deep")),
        new Int("depth", deep, 2, 3, false, 1));
  }

  /** A list of one to three elements, each with parameters of its own. */
  private static SearchSpace list() {
    Optional<Condition> second = Optional.of(new Condition("list", List.of(2L, 3L)));
    Optional<Condition> third = Optional.of(new Condition("list", List.of(3L)));
    Optional<Condition> deep = Optional.of(new Condition("list.1.kind", "deep"));
    return space(
        integer("list", 1, 3, false),
        integer("list.0.units", 2, 5, true),
        new Int("list.1.units", second, 2, 5, true, 1),
        new Choice("list.1.kind", second, List.of("flat", "deep")),
        new Int("list.1.depth", deep, 2, 3, false, 1),
        new Int("list.2.units", third, 2, 5, true, 1));
  }

  static SearchSpace space(Parameter... parameters) {
    return new SearchSpace(List.of(parameters));
  }

  static Real real(String name, double low, double high, boolean log) {
    return new Real(name, Optional.empty(), low, high, log, OptionalDouble.empty());
  }

  static Real stepped(String name, double low, double high, double step) {
    return new Real(name, Optional.empty(), low, high, false, OptionalDouble.of(step));
  }

  static Int integer(String name, long low, long high, boolean log) {
    return new Int(name, Optional.empty(), low, high, log, 1);
  }

  static Choice choice(String name, Object... values) {
    return new Choice(name, Optional.empty(), List.of(values));
  }

  static Ordinal ordinal(String name, Object... values) {
    return new Ordinal(name, Optional.empty(), List.of(values));
  }
}
