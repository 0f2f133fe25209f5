package drover.core.config;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigList;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueType;
import drover.core.json.Json;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The values of a study file as Java values, in the order of the file, and as JSON. */
final class Values {

  static final ConfigObject NOTHING = ConfigFactory.empty().root();

  private static final Pattern WHOLE = Pattern.compile("-?\\d+");

  private Values() {}

  /** The value of a key; empty if it is absent or null. */
  static Optional<ConfigValue> find(ConfigObject object, String key) {
    return Optional.ofNullable(object.get(key)).filter(value -> !isNull(value));
  }

  static boolean isNull(@Nullable ConfigValue value) {
    return value == null || value.valueType() == ConfigValueType.NULL;
  }

  /**
   * A scalar as {@link drover.core.Params} holds it. A number is a Long if it is written without
   * point and exponent, a Double otherwise (Typesafe Config itself takes 1.0 for 1); one too large
   * for a Double is no number but a text.
   */
  static Object scalar(ConfigValue value) {
    return switch (value.valueType()) {
      case BOOLEAN -> (Boolean) value.unwrapped();
      case NUMBER -> number(value);
      default -> text(value);
    };
  }

  private static Object number(ConfigValue value) {
    String text = text(value);
    boolean fits = value.unwrapped() instanceof Integer || value.unwrapped() instanceof Long;
    if (fits && WHOLE.matcher(text).matches()) {
      return Long.valueOf(text);
    }
    double number = ((Number) value.unwrapped()).doubleValue();
    return Double.isFinite(number) ? number : text;
  }

  /** A scalar as it is written. */
  static String text(ConfigValue value) {
    return value.atKey("value").getString("value");
  }

  static boolean isScalar(ConfigValue value) {
    return !(value instanceof ConfigObject)
        && !(value instanceof ConfigList)
        && value.valueType() != ConfigValueType.NULL;
  }

  /** An object's keys and values as written in the file: by line, then by name. */
  static List<Map.Entry<String, ConfigValue>> ordered(ConfigObject object) {
    return object.entrySet().stream()
        .filter(entry -> !isNull(entry.getValue()))
        .sorted(
            Comparator.comparingInt(
                    (Map.Entry<String, ConfigValue> entry) -> Places.line(entry.getValue()))
                .thenComparing(Map.Entry.comparingByKey()))
        .toList();
  }

  /** The value as JSON, its keys in the order of the file. */
  static JsonNode json(ConfigValue value) {
    if (value instanceof ConfigObject object) {
      ObjectNode node = Json.object();
      ordered(object).forEach(entry -> node.set(entry.getKey(), json(entry.getValue())));
      return node;
    }
    if (value instanceof ConfigList list) {
      ArrayNode node = JsonNodeFactory.instance.arrayNode();
      list.forEach(element -> node.add(json(element)));
      return node;
    }
    return isNull(value) ? JsonNodeFactory.instance.nullNode() : Json.write(scalar(value));
  }

  /** What kind of value it is, for a message: {@code 'many'}, {@code 3}, {@code an object}. */
  static String describe(ConfigValue value) {
    return switch (value.valueType()) {
      case OBJECT -> "an object";
      case LIST -> Hocon.line(value);
      case STRING -> "'" + text(value) + "'";
      case NULL -> "null";
      default -> text(value);
    };
  }
}
