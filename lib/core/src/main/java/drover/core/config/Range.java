package drover.core.config;

import com.typesafe.config.ConfigList;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigOrigin;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueFactory;
import drover.core.space.Condition;
import drover.core.space.Int;
import drover.core.space.Listed;
import drover.core.space.Parameter;
import drover.core.space.Real;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.LongStream;

/**
 * A range of a study file, such as {@code { int = [8, 64], scale = log }}: an object with exactly
 * one range key, and its modifiers.
 *
 * @param options the settings under each option of a {@code one-of}, in the file's order; empty for
 *     every other kind
 * @param element what each element of a {@code list-of} is, in which ranges may stand; empty for
 *     every other kind
 */
record Range(
    Parameter parameter, Map<String, ConfigObject> options, Optional<ConfigValue> element) {

  static final String REAL = "real";
  static final String INT = "int";
  static final String ORDINAL = "ordinal";
  static final String CHOICE = "choice";
  static final String ONE_OF = "one-of";
  static final String LIST_OF = "list-of";

  /** The keys that make an object a range. */
  static final List<String> KINDS = List.of(REAL, INT, ORDINAL, CHOICE, ONE_OF, LIST_OF);

  /** The range of a parameter without condition, which keeps its name wherever it stands. */
  static ConfigObject written(Parameter parameter, ConfigOrigin origin) {
    Map<String, Object> range = new HashMap<>();
    range.put("name", parameter.name());
    if (parameter instanceof Real real) {
      range.put(REAL, List.of(real.low(), real.high()));
      range.put("scale", real.log() ? "log" : "linear");
      real.step().ifPresent(step -> range.put("step", step));
    } else if (parameter instanceof Int whole) {
      range.put(INT, List.of(whole.low(), whole.high()));
      range.put(whole.log() ? "scale" : "step", whole.log() ? "log" : (Object) whole.step());
    } else if (parameter instanceof Listed listed) {
      range.put(listed.ordered() ? ORDINAL : CHOICE, listed.values());
    }
    return ConfigValueFactory.fromMap(range).withOrigin(origin);
  }

  boolean isOneOf() {
    return !options.isEmpty();
  }

  boolean isListOf() {
    return element.isPresent();
  }

  /** How many elements a {@code list-of} has at most. */
  int mostElements() {
    return Math.toIntExact(((Int) parameter).high());
  }

  /**
   * Under which lengths a {@code list-of} has an element; empty if always, so that what stands in
   * it depends on the same as the list.
   */
  Optional<Condition> has(int place) {
    Int length = (Int) parameter;
    return place < length.low()
        ? length.condition()
        : Optional.of(
            new Condition(
                length.name(),
                LongStream.rangeClosed(place + 1L, length.high())
                    .<Object>mapToObj(n -> n)
                    .toList()));
  }

  /** True if the value is an object with the range key of a list. */
  static boolean isListOf(ConfigValue value) {
    return value instanceof ConfigObject object && object.containsKey(LIST_OF);
  }

  /** True if the value is an object with a range key. */
  static boolean isRange(ConfigValue value) {
    return value instanceof ConfigObject object && KINDS.stream().anyMatch(object::containsKey);
  }

  /**
   * True if the value is one beyond doubt, wherever it stands: its range key holds what it must.
   */
  static boolean looksLikeRange(ConfigValue value) {
    return value instanceof ConfigObject object
        && KINDS.stream()
            .anyMatch(
                kind ->
                    switch (kind) {
                      case ONE_OF -> object.get(kind) instanceof ConfigObject;
                      case LIST_OF -> object.containsKey(kind);
                      default -> object.get(kind) instanceof ConfigList;
                    });
  }

  /** What is wrong with a range that stands where only a value may. */
  static String misplaced(String path) {
    return path.startsWith("objective.")
        ? path + " must be a value, not a range"
        : "a range may stand only below objective";
  }
}
