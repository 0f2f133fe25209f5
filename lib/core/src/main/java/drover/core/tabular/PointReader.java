package drover.core.tabular;

import drover.core.space.Int;
import drover.core.space.Listed;
import drover.core.space.Parameter;
import java.util.HashMap;
import java.util.Map;

/**
 * Reads the values of one parameter as texts have them: numbers are equal in value, not in form.
 */
final class PointReader {

  private final Parameter parameter;
  private final Map<String, Object> known = new HashMap<>();

  PointReader(Parameter parameter) {
    this.parameter = parameter;
  }

  /**
   * The value that a text means.
   *
   * @throws IllegalArgumentException if it is none of the parameter's
   */
  Object read(String text) {
    Object value = known.get(text);
    if (value == null) {
      value = parameter instanceof Listed listed ? listed(listed, text) : number(text);
      if (!parameter.contains(value)) {
        throw none(text);
      }
      if (parameter instanceof Listed) {
        known.put(text, value);
      }
    }
    return value;
  }

  private Object listed(Listed listed, String text) {
    for (Object value : listed.values()) {
      if (means(text, value)) {
        return value;
      }
    }
    throw none(text);
  }

  private static boolean means(String text, Object value) {
    if (value instanceof Number number) {
      return isNumber(text, number.doubleValue());
    }
    return value instanceof Boolean ? value.toString().equalsIgnoreCase(text) : value.equals(text);
  }

  private Object number(String text) {
    try {
      return parameter instanceof Int ? (Object) Long.valueOf(text) : Double.valueOf(text);
    } catch (NumberFormatException e) {
      throw none(text);
    }
  }

  private static boolean isNumber(String text, double expected) {
    try {
      return Double.parseDouble(text) == expected;
    } catch (NumberFormatException e) {
      return false;
    }
  }

  private IllegalArgumentException none(String text) {
    return new IllegalArgumentException("'" + text + "' is no value of " + parameter.name());
  }
}
