package drover.core.space;

import java.util.HashSet;
import java.util.List;
import java.util.OptionalLong;

/** A parameter whose values are listed one by one; each has an equal part of the unit interval. */
public sealed interface Listed extends Parameter permits Ordinal, Choice {

  /** Distinct, at least one; types as in {@link drover.core.Params}. */
  List<Object> values();

  @Override
  default OptionalLong cardinality() {
    return OptionalLong.of(values().size());
  }

  @Override
  default boolean contains(Object value) {
    return values().contains(value);
  }

  @Override
  default Object at(double position) {
    return values().get((int) Parameter.bin(position, values().size()));
  }

  @Override
  default double position(Object value) {
    return Parameter.middle(values().indexOf(value), values().size());
  }

  /** The values as a list of its own, if they are distinct and not empty. */
  static List<Object> distinct(String name, List<Object> values) {
    if (values.isEmpty() || new HashSet<>(values).size() < values.size()) {
      throw new IllegalArgumentException(name + ": values must be distinct: " + values);
    }
    return List.copyOf(values);
  }
}
