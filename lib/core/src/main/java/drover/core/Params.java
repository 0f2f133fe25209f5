package drover.core;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * One point of a search space: the value of each active parameter, by name, in the space's order.
 *
 * <p>Values are {@link Double} (real), {@link Long} (whole numbers), {@link String} or {@link
 * Boolean}. Two params are equal if they give the same values to the same names, in any order.
 *
 * @param values parameter name to value; copied, never null
 */
public record Params(Map<String, Object> values) {

  /** The point of a space without parameters. */
  public static final Params EMPTY = new Params(Map.of());

  public Params {
    values.forEach(Params::requireScalar);
    values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
  }

  /** True if the parameter is active in this point. */
  public boolean has(String name) {
    return values.containsKey(name);
  }

  /** The value of a parameter, or empty if it is not active in this point. */
  public Optional<Object> find(String name) {
    return Optional.ofNullable(values.get(name));
  }

  /**
   * The value of an active parameter.
   *
   * @throws IllegalArgumentException if the parameter is not active in this point
   */
  public Object get(String name) {
    return find(name)
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "no parameter '" + name + "' among " + values.keySet()));
  }

  /** The value of an active numeric parameter. */
  public double real(String name) {
    return ((Number) get(name)).doubleValue();
  }

  /** The value of an active whole-numbered parameter. */
  public int integer(String name) {
    return Math.toIntExact((Long) get(name));
  }

  /** The value of an active parameter as text. */
  public String text(String name) {
    return get(name).toString();
  }

  /**
   * Unlike a map's, which adds up hash codes as they are, it tells the points of a grid apart:
   * those of round numbers and of neighbouring names differ in few bits.
   */
  @Override
  public int hashCode() {
    long sum = 0;
    for (Map.Entry<String, Object> entry : values.entrySet()) {
      sum += Randomness.seed(entry.getKey().hashCode(), entry.getValue().hashCode(), "");
    }
    return Long.hashCode(sum);
  }

  /** As a person reads it: {@code lr=0.01 units=32}. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    values.forEach(
        (name, value) -> text.append(text.isEmpty() ? "" : " ").append(name + "=" + value));
    return text.toString();
  }

  private static void requireScalar(String name, Object value) {
    boolean scalar =
        value instanceof Double
            || value instanceof Long
            || value instanceof String
            || value instanceof Boolean;
    if (!scalar) {
      throw new IllegalArgumentException(
          "parameter '" + name + "' has a value of " + value.getClass() + ": " + value);
    }
  }
}
