package drover.core.space;

import java.util.List;
import java.util.Optional;

/**
 * One of several values whose order means something, such as batch sizes.
 *
 * @param values distinct, at least one, in their order; types as in {@link drover.core.Params}
 */
public record Ordinal(String name, Optional<Condition> condition, List<Object> values)
    implements Listed {

  public Ordinal {
    values = Listed.distinct(name, values);
  }

  @Override
  public boolean ordered() {
    return true;
  }
}
