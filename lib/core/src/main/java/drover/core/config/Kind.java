package drover.core.config;

import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigValue;
import drover.core.space.Int;
import drover.core.space.Parameter;
import drover.core.space.Real;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * What a getter of {@link Section} takes.
 *
 * @param needs in words: {@code a whole number}
 * @param numbers the kinds of numeric ranges that may stand in its place; lists of values always
 *     may
 * @param read the value that a scalar is, or empty if it has another type
 * @param check what is wrong with a value of the right type, such as {@code must be at least 1, not
 *     0}, or empty
 * @param harmless what reading goes on with after a mistake
 */
record Kind<T>(
    String needs,
    Set<Class<? extends Parameter>> numbers,
    Function<ConfigValue, Optional<T>> read,
    Function<T, Optional<String>> check,
    T harmless) {

  static Kind<Long> integer(long min, long max) {
    return new Kind<>(
        "a whole number",
        Set.of(Int.class),
        Kind::whole,
        n -> outside((double) n, (double) min, (double) max, Long.toString(n)),
        Math.max(min, Math.min(max, 1)));
  }

  static Kind<Double> real(double min, double max) {
    return new Kind<>(
        "a number",
        Set.of(Int.class, Real.class),
        Kind::number,
        n -> outside(n, min, max, text(n)),
        Math.max(min, Math.min(max, 1)));
  }

  static Kind<Boolean> flag() {
    return new Kind<>(
        "true or false",
        Set.of(),
        value -> tried(() -> value.atKey("value").getBoolean("value")),
        value -> Optional.empty(),
        false);
  }

  static Kind<String> text() {
    return new Kind<>(
        "a text",
        Set.of(),
        value -> Optional.of(Values.text(value)),
        value -> Optional.empty(),
        "");
  }

  static Kind<String> oneOf(List<String> allowed) {
    return new Kind<>(
        "one of " + String.join(", ", allowed),
        Set.of(),
        value -> Optional.of(Values.text(value)),
        text ->
            allowed.contains(text)
                ? Optional.empty()
                : Optional.of(
                    "must be one of "
                        + String.join(", ", allowed)
                        + ", not '"
                        + text
                        + "'"
                        + DidYouMean.among(allowed, text)),
        allowed.get(0));
  }

  static Kind<Duration> duration() {
    return new Kind<>(
        "a time with its unit, such as 30m or 500ms",
        Set.of(),
        value ->
            number(value).isPresent()
                ? Optional.empty()
                : tried(() -> value.atKey("value").getDuration("value")),
        time ->
            time.isNegative() || time.isZero()
                ? Optional.of("must be longer than 0")
                : Optional.empty(),
        Duration.ofSeconds(1));
  }

  static Kind<Long> bytes(long min) {
    return new Kind<>(
        "a size in bytes, such as 512m or 2g",
        Set.of(Int.class),
        value -> tried(() -> value.atKey("value").getBytes("value")),
        size -> size < min ? Optional.of("must be at least " + size(min)) : Optional.empty(),
        min);
  }

  /** As a user would write it. */
  private static String size(long bytes) {
    long mib = bytes >> 20;
    return mib << 20 == bytes ? mib + "m" : bytes + "b";
  }

  /** The same, or a word that stands for none. */
  Kind<Optional<T>> or(String word) {
    return new Kind<>(
        word + " or " + needs,
        numbers,
        value -> orNone(word, value),
        v -> v.flatMap(check),
        none());
  }

  private Optional<Optional<T>> orNone(String word, ConfigValue value) {
    if (Values.text(value).equals(word)) {
      return Optional.of(none());
    }
    Optional<T> some = read.apply(value);
    return some.isPresent() ? Optional.of(some) : Optional.empty();
  }

  private Optional<T> none() {
    return Optional.empty();
  }

  /** A finite number; texts that spell one count too, since the environment has only texts. */
  static Optional<Double> number(ConfigValue value) {
    if (!Values.isScalar(value)) {
      return Optional.empty();
    }
    try {
      return Optional.of(Double.valueOf(Values.text(value))).filter(Double::isFinite);
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }

  private static Optional<Long> whole(ConfigValue value) {
    try {
      return Optional.of(Long.valueOf(Values.text(value)));
    } catch (NumberFormatException e) {
      return number(value)
          .filter(n -> n == Math.rint(n) && Math.abs(n) < 1L << 53)
          .map(Double::longValue);
    }
  }

  /** What a number must be, in words; the nearest neighbours of a number bound it openly. */
  private static Optional<String> outside(double n, double min, double max, String shown) {
    if (n >= min && n <= max) {
      return Optional.empty();
    }
    boolean above = min > 0 && min <= Double.MIN_NORMAL;
    boolean below = max < 1 && Math.nextUp(max) == 1;
    String low = above ? "more than 0" : "at least " + text(min);
    String high = below ? "less than 1" : "at most " + text(max);
    boolean closed = !above && !below && Math.max(-min, max) < Integer.MAX_VALUE;
    String range = closed ? "in [" + text(min) + ", " + text(max) + "]" : n < min ? low : high;
    return Optional.of("must be " + range + ", not " + shown);
  }

  private static String text(double number) {
    return number == Math.rint(number) && Math.abs(number) < 1e15
        ? Long.toString((long) number)
        : Double.toString(number);
  }

  private static <T> Optional<T> tried(Supplier<T> reading) {
    try {
      return Optional.of(reading.get());
    } catch (ConfigException.WrongType | ConfigException.BadValue e) {
      return Optional.empty();
    }
  }
}
