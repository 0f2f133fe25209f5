package drover.core.space;

import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A parameter that exists only under some values of another one.
 *
 * @param parameter name of a choice or a whole number, which stands earlier in the space
 * @param values under which the parameter is active, at least one
 */
public record Condition(String parameter, List<Object> values) {

  /** Copies the values. */
  public Condition {
    values = List.copyOf(values);
  }

  /** Under one option of a choice. */
  public Condition(String parameter, String option) {
    this(parameter, List.of(option));
  }

  /** True for a value of the other parameter under which this one is active; false for null. */
  public boolean holds(@Nullable Object value) {
    return value != null && values.contains(value);
  }

  @Override
  public String toString() {
    return parameter
        + " = "
        + values.stream().map(Object::toString).collect(Collectors.joining(" or "));
  }
}
