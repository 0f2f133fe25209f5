package drover.core.json;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * JSON text and trees. Values keep their type on the way there and back: a {@link Double} is
 * written with a decimal point or an exponent, a {@link Long} without.
 */
public final class Json {
  private static final ObjectReader STRICT =
      JsonMapper.builder()
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(StreamReadFeature.USE_FAST_DOUBLE_PARSER) // as exact: a journal is full of them
          .build()
          .reader();
  private static final ObjectReader LOOSE = STRICT.with(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS);

  private Json() {}

  /**
   * Reads exactly one JSON value.
   *
   * @throws IllegalArgumentException if the text is not that
   */
  public static JsonNode parse(String text) {
    return parse(text, STRICT);
  }

  /**
   * Reads JSON as other programs write it: {@code NaN} and {@code Infinity} are numbers.
   *
   * @throws IllegalArgumentException if the text is not that
   */
  public static JsonNode parseLoosely(String text) {
    return parse(text, LOOSE);
  }

  private static JsonNode parse(String text, ObjectReader reader) {
    try {
      JsonNode node = reader.readTree(text);
      if (node.isMissingNode()) {
        throw new IllegalArgumentException("empty text is no JSON");
      }
      return node;
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("no JSON: " + e.getOriginalMessage(), e);
    }
  }

  /** The JSON on one line. */
  public static String text(JsonNode node) {
    return node.toString();
  }

  /** A new, empty object. */
  public static ObjectNode object() {
    return JsonNodeFactory.instance.objectNode();
  }

  /** An object of named numbers, such as metrics. */
  public static ObjectNode numbers(Map<String, Double> values) {
    ObjectNode node = object();
    values.forEach((name, value) -> node.set(name, write(value)));
    return node;
  }

  /**
   * Writes a value of params or of a note.
   *
   * @param value a finite {@link Double}, a {@link Long}, {@link String}, {@link Boolean}, or a
   *     {@link List} of these
   * @throws IllegalArgumentException if it is anything else
   */
  public static JsonNode write(Object value) {
    JsonNodeFactory nodes = JsonNodeFactory.instance;
    if (value instanceof Double number && Double.isFinite(number)) {
      return nodes.numberNode(number.doubleValue());
    } else if (value instanceof Long number) {
      return nodes.numberNode(number.longValue());
    } else if (value instanceof String text) {
      return nodes.textNode(text);
    } else if (value instanceof Boolean flag) {
      return nodes.booleanNode(flag);
    } else if (value instanceof List<?> list) {
      ArrayNode array = nodes.arrayNode(list.size());
      list.forEach(element -> array.add(write(element)));
      return array;
    }
    throw new IllegalArgumentException("no JSON for " + value.getClass() + ": " + value);
  }

  /**
   * Reads a value that {@link #write} wrote.
   *
   * @throws IllegalArgumentException if it is an object, null or a whole number beyond 64 bits
   */
  public static Object read(JsonNode node) {
    if (node.isFloatingPointNumber()) {
      return node.doubleValue();
    } else if (node.canConvertToLong()) {
      return node.longValue();
    } else if (node.isTextual()) {
      return node.textValue();
    } else if (node.isBoolean()) {
      return node.booleanValue();
    } else if (node.isArray()) {
      List<Object> list = new ArrayList<>(node.size());
      node.forEach(element -> list.add(read(element)));
      return List.copyOf(list);
    }
    throw new IllegalArgumentException("expected a scalar or a list of them: " + node);
  }
}
