package drover.core.config;

import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueFactory;
import drover.core.space.Choice;
import drover.core.space.Int;
import drover.core.space.Ordinal;
import drover.core.space.Parameter;
import drover.core.space.Real;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads single values, and the ranges that stand in their place. */
final class ValueReader {

  /** What may stand in place of a value. */
  enum Mode {
    /** Ranges may. */
    RANGES,
    /** Only values may, although the file is still being checked. */
    VALUES,
    /** Only values can: the section of one trial, on its executor. */
    RESOLVED
  }

  private final Reading reading;
  private final Mode mode;

  ValueReader(Reading reading, Mode mode) {
    this.reading = reading;
    this.mode = mode;
  }

  Reading reading() {
    return reading;
  }

  boolean allowsRanges() {
    return mode == Mode.RANGES;
  }

  /**
   * The value, or of a range its largest number or first text; empty after a mistake.
   *
   * @param place where the section stands, for a value without a place of its own
   */
  <T> Optional<T> read(ConfigValue value, String path, String place, Kind<T> kind) {
    String where = Places.of(value).orElse(place);
    if (isRange(value)) {
      return range(value, path, where).flatMap(range -> inRange(range, value, path, where, kind));
    }
    if (!Values.isScalar(value)) {
      return wrong(where, path, mustBe(kind, Values.describe(value)) + meantRange(value));
    }
    return scalar(value, path, where, kind);
  }

  /** True for a range that stands for a list. */
  boolean isListOf(ConfigValue value) {
    return isRange(value) && Range.isListOf(value);
  }

  /** A range that stands for a list; empty after a mistake. */
  Optional<Range> list(ConfigValue value, String path, String where) {
    return range(value, path, where);
  }

  /** An object that is no range; empty after a mistake. */
  Optional<ConfigObject> object(ConfigValue value, String path, String place) {
    String where = Places.of(value).orElse(place);
    if (isRange(value)) {
      return range(value, path, where)
          .flatMap(range -> wrong(where, path, "must be an object of settings, not a range"));
    }
    return value instanceof ConfigObject object
        ? Optional.of(object)
        : wrong(where, path, "must be an object, not " + Values.describe(value));
  }

  /**
   * The named variants that a value may become, with their settings: one, or every option of a
   * range. Those with mistakes are left out.
   */
  Map<String, ConfigObject> variants(
      ConfigValue value, String path, String place, Set<String> known) {
    String where = Places.of(value).orElse(place);
    Map<String, ConfigObject> found = new LinkedHashMap<>();
    if (isRange(value)) {
      range(value, path, where)
          .ifPresent(range -> found.putAll(options(range, value, path, where)));
    } else if (value instanceof ConfigObject object) {
      found.putAll(only(object, path, where, known));
    } else {
      read(value, path, where, Kind.text()).ifPresent(name -> found.put(name, Values.NOTHING));
    }
    found.forEach(
        (name, settings) -> {
          if (!known.contains(name)) {
            String here = Places.of(settings).orElse(where);
            wrong(here, path, "has no variant '" + name + "'" + orWhich(known, name));
          }
        });
    found.keySet().retainAll(known);
    return found;
  }

  private static String orWhich(Set<String> known, String name) {
    String guess = DidYouMean.among(known, name);
    return guess.isEmpty() ? "; there are " + sorted(known) : guess;
  }

  private static String sorted(Set<String> known) {
    return String.join(", ", known.stream().sorted().toList());
  }

  private Map<String, ConfigObject> only(
      ConfigObject object, String path, String where, Set<String> known) {
    List<Map.Entry<String, ConfigValue>> entries = Values.ordered(object);
    if (entries.size() != 1) {
      String given = String.join(", ", entries.stream().map(Map.Entry::getKey).toList());
      wrong(
          where,
          path,
          "must have exactly one of " + sorted(known) + (given.isEmpty() ? "" : ", not " + given));
      return Map.of();
    }
    String name = entries.get(0).getKey();
    return object(entries.get(0).getValue(), Places.below(path, name), where)
        .map(settings -> Map.of(name, settings))
        .orElse(Map.of());
  }

  private Map<String, ConfigObject> options(
      Range range, ConfigValue value, String path, String where) {
    if (range.isOneOf()) {
      return range.options();
    }
    Map<String, ConfigObject> found = new LinkedHashMap<>();
    if (inRange(range, value, path, where, Kind.text()).isPresent()) {
      values(range.parameter()).forEach(name -> found.put(name.toString(), Values.NOTHING));
    }
    return found;
  }

  private boolean isRange(ConfigValue value) {
    return switch (mode) {
      case RANGES -> Range.isRange(value);
      case VALUES -> Range.looksLikeRange(value);
      case RESOLVED -> false;
    };
  }

  private Optional<Range> range(ConfigValue value, String path, String where) {
    if (mode == Mode.VALUES) {
      reading.mistakes().add(where, Range.misplaced(path));
      return Optional.empty();
    }
    return RangeReader.read((ConfigObject) value, path, path, Optional.empty(), reading.mistakes());
  }

  private <T> Optional<T> inRange(
      Range range, ConfigValue value, String path, String where, Kind<T> kind) {
    Parameter parameter = range.parameter();
    boolean number = parameter instanceof Real || parameter instanceof Int;
    if (range.isOneOf() || range.isListOf()) {
      return wrong(where, path, mustBe(kind, range.isOneOf() ? "a one-of" : "a list-of"));
    }
    if (number && !kind.numbers().contains(parameter.getClass())) {
      String meant = kind.numbers().contains(Int.class) ? "; did you mean 'int'?" : "";
      return wrong(where, path, mustBe(kind, Hocon.line(value)) + meant);
    }
    List<T> allowed = new ArrayList<>();
    for (Object one : values(parameter)) {
      scalar(ConfigValueFactory.fromAnyRef(one), path, where, kind).ifPresent(allowed::add);
    }
    return allowed.stream().reduce(ValueReader::larger);
  }

  private static <T> T larger(T first, T second) {
    boolean less =
        first instanceof Number one
            && second instanceof Number other
            && one.doubleValue() < other.doubleValue();
    return less ? second : first;
  }

  private <T> Optional<T> scalar(ConfigValue value, String path, String where, Kind<T> kind) {
    Optional<T> read = kind.read().apply(value);
    if (read.isEmpty()) {
      return wrong(where, path, mustBe(kind, Values.describe(value)));
    }
    Optional<String> mistake = read.flatMap(kind.check());
    return mistake.isPresent() ? wrong(where, path, mistake.get()) : read;
  }

  /** Values that stand for all of a range: its bounds, or each of its values; large ones first. */
  private static List<Object> values(Parameter parameter) {
    if (parameter instanceof Int || parameter instanceof Real) {
      return List.of(parameter.at(1), parameter.at(0));
    }
    List<Object> values =
        parameter instanceof Ordinal ordinal ? ordinal.values() : ((Choice) parameter).values();
    Comparator<Object> bySize = Comparator.comparingDouble(value -> ((Number) value).doubleValue());
    return values.stream().allMatch(Number.class::isInstance)
        ? values.stream().sorted(bySize.reversed()).toList()
        : values;
  }

  private static String mustBe(Kind<?> kind, String value) {
    return "must be " + kind.needs() + ", not " + value;
  }

  /** Guesses the range key of an object that stands where only a value or a range makes sense. */
  private String meantRange(ConfigValue value) {
    return mode == Mode.RANGES && value instanceof ConfigObject object
        ? Values.ordered(object).stream()
            .map(entry -> DidYouMean.among(Range.KINDS, entry.getKey()))
            .filter(guess -> !guess.isEmpty())
            .findFirst()
            .orElse("")
        : "";
  }

  /** Notes what is wrong with the value at a path. */
  <T> Optional<T> wrong(String where, String path, String what) {
    reading.mistake(where, path, what);
    return Optional.empty();
  }
}
