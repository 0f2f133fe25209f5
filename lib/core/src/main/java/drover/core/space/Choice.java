package drover.core.space;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * One of several values without order, such as activations. The options of a {@code one-of} are a
 * choice of texts under which further parameters may stand.
 *
 * @param values distinct, at least one; types as in {@link drover.core.Params}
 */
public record Choice(String name, Optional<Condition> condition, List<Object> values)
    implements Parameter {

  public Choice {
    values = distinct(name, values);
  }

  @Override
  public OptionalLong cardinality() {
    return OptionalLong.of(values.size());
  }

  @Override
  public boolean ordered() {
    return false;
  }

  @Override
  public boolean contains(Object value) {
    return values.contains(value);
  }

  @Override
  public Object at(double position) {
    return values.get((int) Parameter.bin(position, values.size()));
  }

  @Override
  public double position(Object value) {
    return Parameter.middle(values.indexOf(value), values.size());
  }

  static List<Object> distinct(String name, List<Object> values) {
    if (values.isEmpty() || new HashSet<>(values).size() < values.size()) {
      throw new IllegalArgumentException(name + ": values must be distinct: " + values);
    }
    return List.copyOf(values);
  }
}
