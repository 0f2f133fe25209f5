package drover.core.space;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * One of several values whose order means something, such as batch sizes.
 *
 * @param values distinct, at least one, in their order; types as in {@link drover.core.Params}
 */
public record Ordinal(String name, Optional<Condition> condition, List<Object> values)
    implements Parameter {

  public Ordinal {
    values = Choice.distinct(name, values);
  }

  @Override
  public OptionalLong cardinality() {
    return OptionalLong.of(values.size());
  }

  @Override
  public boolean ordered() {
    return true;
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
}
