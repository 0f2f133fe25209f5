package drover.core.space;

import java.util.List;
import java.util.Optional;

/**
 * One of several values without order, such as activations. The options of a {@code one-of} are a
 * choice of texts under which further parameters may stand.
 *
 * @param values distinct, at least one; types as in {@link drover.core.Params}
 */
public record Choice(String name, Optional<Condition> condition, List<Object> values)
    implements Listed {

  public Choice {
    values = Listed.distinct(name, values);
  }

  @Override
  public boolean ordered() {
    return false;
  }
}
