package drover.core.space;

import drover.core.Params;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.random.RandomGenerator;

/**
 * A tree-shaped space of named parameters: those without condition always exist, the others only
 * under one option of an earlier choice.
 */
public final class SearchSpace {

  /** The space without parameters; it has one point. */
  public static final SearchSpace EMPTY = new SearchSpace(List.of());

  private final Map<String, Parameter> byName = new LinkedHashMap<>();
  private final List<Parameter> parameters;

  /**
   * A space of these parameters.
   *
   * @throws IllegalArgumentException if two have one name, or a condition does not name an option
   *     of an earlier choice
   */
  public SearchSpace(List<Parameter> parameters) {
    for (Parameter parameter : parameters) {
      parameter.condition().ifPresent(condition -> requireOption(parameter, condition));
      if (byName.putIfAbsent(parameter.name(), parameter) != null) {
        throw new IllegalArgumentException("two parameters named '" + parameter.name() + "'");
      }
    }
    this.parameters = List.copyOf(parameters);
  }

  /** All parameters; a choice stands before those that depend on it. */
  public List<Parameter> parameters() {
    return parameters;
  }

  /** The parameter of a name, or empty. */
  public Optional<Parameter> find(String name) {
    return Optional.ofNullable(byName.get(name));
  }

  /**
   * True if the parameter exists given the values of earlier parameters. Since a choice has a value
   * only if it is active itself, one look at the direct condition is enough.
   */
  public boolean isActive(Parameter parameter, Map<String, Object> values) {
    return parameter
        .condition()
        .map(condition -> condition.option().equals(values.get(condition.parameter())))
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

  /** How many points there are; empty if a continuous parameter makes them countless. */
  public Optional<BigInteger> size() {
    return size(Optional.empty());
  }

  private Optional<BigInteger> size(Optional<Condition> under) {
    BigInteger product = BigInteger.ONE;
    for (Parameter parameter : under(under)) {
      Optional<BigInteger> factor = size(parameter);
      if (factor.isEmpty()) {
        return Optional.empty();
      }
      product = product.multiply(factor.get());
    }
    return Optional.of(product);
  }

  private Optional<BigInteger> size(Parameter parameter) {
    if (!(parameter instanceof Choice choice)) {
      return parameter.cardinality().isPresent()
          ? Optional.of(BigInteger.valueOf(parameter.cardinality().getAsLong()))
          : Optional.empty();
    }
    BigInteger sum = BigInteger.ZERO;
    for (Object option : choice.values()) {
      Optional<BigInteger> size =
          size(Optional.of(new Condition(choice.name(), option.toString())));
      if (size.isEmpty()) {
        return Optional.empty();
      }
      sum = sum.add(size.get());
    }
    return Optional.of(sum);
  }

  /** The parameters directly under an option, or those without condition. */
  private List<Parameter> under(Optional<Condition> condition) {
    List<Parameter> found = new ArrayList<>();
    for (Parameter parameter : parameters) {
      if (parameter.condition().equals(condition)) {
        found.add(parameter);
      }
    }
    return found;
  }

  private void requireOption(Parameter parameter, Condition condition) {
    boolean known =
        byName.get(condition.parameter()) instanceof Choice choice
            && choice.values().contains(condition.option());
    if (!known) {
      throw new IllegalArgumentException(
          parameter.name() + " depends on " + condition + ", which is no option of a choice");
    }
  }

  @Override
  public String toString() {
    return parameters.toString();
  }
}
