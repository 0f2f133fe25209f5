package drover.core.space;

import drover.core.Params;
import java.math.BigInteger;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.random.RandomGenerator;

/**
 * A tree-shaped space of named parameters: those without condition always exist, the others only
 * under some values of an earlier one.
 */
public final class SearchSpace {

  /** The space without parameters; it has one point. */
  public static final SearchSpace EMPTY = new SearchSpace(List.of());

  private final Map<String, Parameter> byName = new LinkedHashMap<>();
  private final List<Parameter> parameters;

  /**
   * A space of these parameters.
   *
   * @throws IllegalArgumentException if two have one name, or a condition does not name values of
   *     an earlier choice or whole number
   */
  public SearchSpace(List<Parameter> parameters) {
    for (Parameter parameter : parameters) {
      parameter.condition().ifPresent(condition -> requireKnown(parameter, condition));
      if (byName.putIfAbsent(parameter.name(), parameter) != null) {
        throw new IllegalArgumentException("two parameters named '" + parameter.name() + "'");
      }
    }
    this.parameters = List.copyOf(parameters);
  }

  /** All parameters; each stands before those that depend on it. */
  public List<Parameter> parameters() {
    return parameters;
  }

  /** The parameter of a name, or empty. */
  public Optional<Parameter> find(String name) {
    return Optional.ofNullable(byName.get(name));
  }

  /**
   * True if the parameter exists given the values of earlier parameters. Since each of these has a
   * value only if it is active itself, one look at the direct condition is enough.
   */
  public boolean isActive(Parameter parameter, Map<String, Object> values) {
    return parameter
        .condition()
        .map(condition -> condition.holds(values.get(condition.parameter())))
        .orElse(true);
  }

  /** True if the point gives an allowed value to each active parameter and to no other. */
  public boolean contains(Params params) {
    int active = 0;
    for (Parameter parameter : parameters) {
      if (isActive(parameter, params.values())) {
        active++;
        if (!params.find(parameter.name()).map(parameter::contains).orElse(false)) {
          return false;
        }
      }
    }
    return active == params.values().size();
  }

  /**
   * Builds a point by deciding the active parameters one after another.
   *
   * @param decide gives a parameter's value; called in the order of {@link #parameters}
   */
  public Params build(Function<Parameter, Object> decide) {
    Map<String, Object> values = new LinkedHashMap<>();
    for (Parameter parameter : parameters) {
      if (isActive(parameter, values)) {
        values.put(parameter.name(), decide.apply(parameter));
      }
    }
    return new Params(values);
  }

  /** A point drawn uniformly on every parameter's own scale. */
  public Params sample(RandomGenerator random) {
    return build(parameter -> parameter.at(random.nextDouble()));
  }

  /** The parameters without condition. */
  public List<Parameter> roots() {
    return parameters.stream().filter(parameter -> parameter.condition().isEmpty()).toList();
  }

  /** The parameters that depend on this one directly, whatever its value. */
  public List<Parameter> dependents(Parameter parameter) {
    return parameters.stream().filter(other -> dependsOn(other, parameter)).toList();
  }

  private static boolean dependsOn(Parameter one, Parameter other) {
    return one.condition()
        .filter(condition -> condition.parameter().equals(other.name()))
        .isPresent();
  }

  /** How many points there are; empty if a continuous parameter makes them countless. */
  public Optional<BigInteger> size() {
    return size(roots());
  }

  private Optional<BigInteger> size(List<Parameter> together) {
    BigInteger product = BigInteger.ONE;
    for (Parameter parameter : together) {
      Optional<BigInteger> factor = size(parameter);
      if (factor.isEmpty()) {
        return Optional.empty();
      }
      product = product.multiply(factor.get());
    }
    return Optional.of(product);
  }

  private Optional<BigInteger> size(Parameter parameter) {
    List<Parameter> dependents = dependents(parameter);
    if (parameter.cardinality().isEmpty()) {
      return Optional.empty();
    }
    long values = parameter.cardinality().getAsLong();
    if (dependents.isEmpty()) {
      return Optional.of(BigInteger.valueOf(values));
    }
    BigInteger sum = BigInteger.ZERO;
    for (long i = 0; i < values; i++) {
      Object value = parameter.value(i, values);
      Optional<BigInteger> size = size(under(dependents, value));
      if (size.isEmpty()) {
        return Optional.empty();
      }
      sum = sum.add(size.get());
    }
    return Optional.of(sum);
  }

  /** Those of the dependents of a parameter that exist under a value of it. */
  public static List<Parameter> under(List<Parameter> dependents, Object value) {
    return dependents.stream().filter(one -> one.condition().orElseThrow().holds(value)).toList();
  }

  private void requireKnown(Parameter parameter, Condition condition) {
    Parameter other = byName.get(condition.parameter());
    boolean known =
        other instanceof Choice
            ? condition.values().stream().allMatch(other::contains)
            : other != null && other.cardinality().isPresent();
    if (!known) {
      throw new IllegalArgumentException(
          parameter.name()
              + " depends on "
              + condition
              + ", which are no values of a choice or whole number before it");
    }
  }

  @Override
  public String toString() {
    return parameters.toString();
  }
}
