package drover.core.config;

import com.typesafe.config.ConfigList;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueType;
import drover.core.space.Choice;
import drover.core.space.Condition;
import drover.core.space.Int;
import drover.core.space.Ordinal;
import drover.core.space.Parameter;
import drover.core.space.Real;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;

/** Reads one range and notes every mistake in it. */
final class RangeReader {

  private static final List<String> ON_NUMBERS = List.of("scale", "step", "name");
  private static final List<String> ON_LISTS = List.of("length", "name");
  private static final List<String> ON_ALL = List.of("name");
  private static final long MOST_ELEMENTS = 1000;
  private static final double MAX_WHOLE = 1L << 52;

  private final ConfigObject object;
  private final String path;
  private final Mistakes mistakes;
  private final Map<String, ConfigObject> options = new LinkedHashMap<>();
  private boolean sound = true;

  private RangeReader(ConfigObject object, String path, Mistakes mistakes) {
    this.object = object;
    this.path = path;
    this.mistakes = mistakes;
  }

  /**
   * The range that the object is, or empty after a mistake.
   *
   * @param object with at least one range key
   * @param path of the object, for messages
   * @param name of the parameter, unless the range names it itself
   */
  static Optional<Range> read(
      ConfigObject object,
      String path,
      String name,
      Optional<Condition> condition,
      Mistakes mistakes) {
    RangeReader reader = new RangeReader(object, path, mistakes);
    Optional<Parameter> parameter = reader.parameter(name, condition);
    Optional<ConfigValue> element = Values.find(object, Range.LIST_OF);
    return parameter.filter(p -> reader.sound).map(p -> new Range(p, reader.options, element));
  }

  private Optional<Parameter> parameter(String defaultName, Optional<Condition> condition) {
    List<String> keys = Values.ordered(object).stream().map(Map.Entry::getKey).toList();
    List<String> kinds = keys.stream().filter(Range.KINDS::contains).toList();
    if (kinds.size() != 1) {
      String second = kinds.isEmpty() ? "" : kinds.get(1);
      return kinds.isEmpty()
          ? wrong(object, "a range must not be null")
          : wrong(at(second), "two ranges in one object, " + kinds.get(0) + " and " + second);
    }
    String kind = kinds.get(0);
    List<String> modifiers =
        switch (kind) {
          case Range.REAL, Range.INT -> ON_NUMBERS;
          case Range.LIST_OF -> ON_LISTS;
          default -> ON_ALL;
        };
    keys.stream()
        .filter(key -> !key.equals(kind) && !modifiers.contains(key))
        .forEach(key -> unknownModifier(key, kind, modifiers));
    String name = name(defaultName);
    return switch (kind) {
      case Range.REAL -> real(name, condition);
      case Range.INT -> whole(name, condition);
      case Range.ORDINAL -> values(kind).map(values -> new Ordinal(name, condition, values));
      case Range.CHOICE -> values(kind).map(values -> new Choice(name, condition, values));
      case Range.LIST_OF -> length(name, condition);
      default -> oneOf(name, condition);
    };
  }

  private void unknownModifier(String key, String kind, List<String> modifiers) {
    String guess = DidYouMean.among(modifiers, key);
    String hint = guess.isEmpty() ? "; it takes " + String.join(", ", modifiers) : guess;
    mistakes.add(
        place(at(key)), "unknown modifier '" + key + "' of " + kind + " in " + path + hint);
    sound = false;
  }

  private String name(String defaultName) {
    Optional<ConfigValue> given = Values.find(object, "name");
    if (given.isEmpty()) {
      return defaultName;
    }
    if (!Values.isScalar(given.get()) || Values.text(given.get()).isBlank()) {
      wrong(given.get(), "name must be a text, not " + Values.describe(given.get()));
      return defaultName;
    }
    return Values.text(given.get());
  }

  private Optional<Parameter> real(String name, Optional<Condition> condition) {
    boolean log = isLog();
    Optional<Double> step = step(log);
    Optional<List<Double>> bounds = bounds(Range.REAL);
    if (bounds.isEmpty()) {
      return Optional.empty();
    }
    double low = bounds.get().get(0);
    double high = bounds.get().get(1);
    if (log && low <= 0) {
      return wrong(at(Range.REAL), "a log scale needs bounds above 0, not " + shown(low));
    }
    if (high - low > Double.MAX_VALUE
        || step.map(s -> (high - low) / s > MAX_WHOLE).orElse(false)) {
      return wrong(at(Range.REAL), "too many values between the bounds");
    }
    OptionalDouble distance = step.map(OptionalDouble::of).orElse(OptionalDouble.empty());
    return sound
        ? Optional.of(new Real(name, condition, low, high, log, distance))
        : Optional.empty();
  }

  private Optional<Parameter> whole(String name, Optional<Condition> condition) {
    boolean log = isLog();
    Optional<Double> step = step(log);
    step.filter(s -> s != Math.rint(s) || s >= MAX_WHOLE)
        .ifPresent(s -> wrong(at("step"), "the step of an int must be a whole number, not " + s));
    Optional<List<Double>> bounds = bounds(Range.INT);
    if (bounds.isEmpty()) {
      return Optional.empty();
    }
    if (!areWhole(bounds.get(), Range.INT)) {
      return Optional.empty();
    }
    long low = bounds.get().get(0).longValue();
    long high = bounds.get().get(1).longValue();
    if (log && low < 1) {
      return wrong(at(Range.INT), "a log scale needs bounds above 0, not " + low);
    }
    long distance = step.map(Double::longValue).orElse(1L);
    return sound
        ? Optional.of(new Int(name, condition, low, high, log, distance))
        : Optional.empty();
  }

  /** The length of a list. */
  private Optional<Parameter> length(String name, Optional<Condition> condition) {
    Optional<List<Double>> bounds = bounds("length");
    if (bounds.isEmpty() || !areWhole(bounds.get(), "length")) {
      return Optional.empty();
    }
    long low = bounds.get().get(0).longValue();
    long high = bounds.get().get(1).longValue();
    if (low < 0 || high > MOST_ELEMENTS) {
      return wrong(at("length"), "a length is 0 to " + MOST_ELEMENTS);
    }
    return sound ? Optional.of(new Int(name, condition, low, high, false, 1)) : Optional.empty();
  }

  private boolean areWhole(List<Double> bounds, String kind) {
    for (double bound : bounds) {
      if (bound != Math.rint(bound) || Math.abs(bound) >= MAX_WHOLE) {
        wrong(at(kind), kind + " needs whole numbers within ±2^52, not " + shown(bound));
        return false;
      }
    }
    return true;
  }

  private boolean isLog() {
    Optional<ConfigValue> scale = Values.find(object, "scale");
    if (scale.isEmpty()) {
      return false;
    }
    String text = Values.isScalar(scale.get()) ? Values.text(scale.get()) : "";
    List<String> scales = List.of("linear", "log");
    if (!scales.contains(text)) {
      wrong(
          scale.get(),
          "scale must be log or linear, not "
              + Values.describe(scale.get())
              + DidYouMean.among(scales, text));
    }
    return text.equals("log");
  }

  private Optional<Double> step(boolean log) {
    Optional<ConfigValue> given = Values.find(object, "step");
    if (given.isEmpty()) {
      return Optional.empty();
    }
    if (log) {
      wrong(given.get(), "a log scale takes no step");
      return Optional.empty();
    }
    Optional<Double> step = Kind.number(given.get());
    if (step.isEmpty() || step.get() <= 0) {
      wrong(given.get(), "step must be a number above 0, not " + Values.describe(given.get()));
      return Optional.empty();
    }
    return step;
  }

  /** Low and high, in order. */
  private Optional<List<Double>> bounds(String kind) {
    ConfigValue given = at(kind);
    if (!(given instanceof ConfigList list) || list.size() != 2) {
      return wrong(given, kind + " needs two bounds, [low, high], not " + Values.describe(given));
    }
    List<Double> bounds = new ArrayList<>();
    for (ConfigValue bound : list) {
      Optional<Double> number = Kind.number(bound);
      if (number.isEmpty()) {
        return wrong(bound, kind + " needs numbers, not " + Values.describe(bound));
      }
      bounds.add(number.get());
    }
    if (bounds.get(0) > bounds.get(1)) {
      return wrong(
          given, "low " + Values.text(list.get(0)) + " is above high " + Values.text(list.get(1)));
    }
    return Optional.of(bounds);
  }

  private Optional<List<Object>> values(String kind) {
    ConfigValue given = at(kind);
    if (!(given instanceof ConfigList list)) {
      return wrong(given, kind + " needs a list of values, not " + Values.describe(given));
    }
    if (list.isEmpty()) {
      return wrong(given, kind + " has no values");
    }
    List<Object> values = new ArrayList<>();
    Set<Object> seen = new HashSet<>();
    for (ConfigValue element : list) {
      if (!Values.isScalar(element)) {
        wrong(
            element,
            kind + " takes numbers, texts, true and false, not " + Values.describe(element));
        continue;
      }
      Object value = Values.scalar(element);
      if (!seen.add(value instanceof Number number ? (Object) number.doubleValue() : value)) {
        wrong(element, kind + " has " + Values.describe(element) + " twice");
      }
      values.add(value);
    }
    return sound ? Optional.of(values) : Optional.empty();
  }

  private Optional<Parameter> oneOf(String name, Optional<Condition> condition) {
    ConfigValue given = at(Range.ONE_OF);
    if (!(given instanceof ConfigObject choices)) {
      return wrong(
          given,
          "one-of needs named options, { a {}, b {} }, not "
              + Values.describe(given)
              + (given.valueType() == ConfigValueType.LIST ? "; did you mean 'choice'?" : ""));
    }
    for (Map.Entry<String, ConfigValue> option : Values.ordered(choices)) {
      if (option.getValue() instanceof ConfigObject settings) {
        options.put(option.getKey(), settings);
      } else {
        wrong(
            option.getValue(),
            "option '"
                + option.getKey()
                + "' of one-of must be an object, not "
                + Values.describe(option.getValue()));
      }
    }
    if (choices.isEmpty()) {
      return wrong(given, "one-of has no options");
    }
    return sound
        ? Optional.of(new Choice(name, condition, List.copyOf(options.keySet())))
        : Optional.empty();
  }

  private ConfigValue at(String key) {
    return Values.find(object, key).orElse(object);
  }

  private <T> Optional<T> wrong(ConfigValue where, String what) {
    mistakes.add(place(where), path + ": " + what);
    sound = false;
    return Optional.empty();
  }

  private String place(ConfigValue value) {
    return Places.of(value).or(() -> Places.of(object)).orElse(path);
  }

  private static String shown(double number) {
    return number == Math.rint(number) && Math.abs(number) < MAX_WHOLE
        ? Long.toString((long) number)
        : Double.toString(number);
  }
}
