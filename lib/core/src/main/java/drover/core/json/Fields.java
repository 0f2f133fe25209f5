package drover.core.json;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * Reads the fields of a JSON object. Fields that nobody asks for are ignored, so that an older
 * Drover reads what a newer one wrote. Every method throws {@link IllegalArgumentException} with
 * the field's name and the object if the field is missing or of another type.
 *
 * @param node the object
 */
public record Fields(JsonNode node) {
  private static final int SHOWN = 200;

  public Fields {
    if (!node.isObject()) {
      throw new IllegalArgumentException("expected a JSON object: " + shown(node));
    }
  }

  /** The field's JSON, or empty if it is missing. */
  public Optional<JsonNode> find(String name) {
    return Optional.ofNullable(node.get(name));
  }

  /** The field's JSON. */
  public JsonNode get(String name) {
    return find(name)
        .orElseThrow(() -> new IllegalArgumentException("no '" + name + "' in " + shown(node)));
  }

  /** Text. */
  public String text(String name) {
    return typed(name, JsonNode::isTextual, "text").textValue();
  }

  /** Text, or this one if the field is missing. */
  public String textOr(String name, String missing) {
    return find(name).isPresent() ? text(name) : missing;
  }

  /** A whole number of 32 bits. */
  public int integer(String name) {
    return typed(name, JsonNode::canConvertToInt, "a whole number").intValue();
  }

  /** A whole number of 64 bits. */
  public long whole(String name) {
    return typed(name, JsonNode::canConvertToLong, "a whole number").longValue();
  }

  /** A number. */
  public double real(String name) {
    return typed(name, JsonNode::isNumber, "a number").doubleValue();
  }

  /** True or false. */
  public boolean flag(String name) {
    return typed(name, JsonNode::isBoolean, "true or false").booleanValue();
  }

  /** A moment in ISO-8601. */
  public Instant instant(String name) {
    return parsed(name, Instant::parse);
  }

  /** Text that the given parser of {@code java.time} reads. */
  public <T> T parsed(String name, Function<String, T> parser) {
    try {
      return parser.apply(text(name));
    } catch (DateTimeException e) {
      throw new IllegalArgumentException("'" + name + "': " + e.getMessage(), e);
    }
  }

  /** The elements of an array, each read by {@code element}. */
  public <T> List<T> list(String name, Function<JsonNode, T> element) {
    List<T> list = new ArrayList<>();
    typed(name, JsonNode::isArray, "an array").forEach(value -> list.add(element.apply(value)));
    return Collections.unmodifiableList(list);
  }

  /** The numbers of an object, by name. */
  public Map<String, Double> numbers(String name) {
    Fields fields = new Fields(get(name));
    Map<String, Double> numbers = new LinkedHashMap<>();
    fields.node.fieldNames().forEachRemaining(key -> numbers.put(key, fields.real(key)));
    return numbers;
  }

  /** The scalars (and lists of them) of an object, by name. */
  public Map<String, Object> values(String name) {
    Map<String, Object> values = new LinkedHashMap<>();
    new Fields(get(name))
        .node
        .fields()
        .forEachRemaining(entry -> values.put(entry.getKey(), Json.read(entry.getValue())));
    return values;
  }

  private JsonNode typed(String name, Predicate<JsonNode> type, String expected) {
    JsonNode value = get(name);
    if (!type.test(value)) {
      throw new IllegalArgumentException(
          "'" + name + "' is not " + expected + " in " + shown(node));
    }
    return value;
  }

  private static String shown(JsonNode node) {
    String text = Json.text(node);
    return text.length() <= SHOWN ? text : text.substring(0, SHOWN) + "…";
  }
}
