package drover.core.config;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * Reads one object of a study file. Reading is the schema: a key that nobody asked for is unknown,
 * a value outside the asked range is a mistake, and every mistake is collected with its file and
 * line instead of ending the reading at the first one.
 *
 * <p>Absent keys take the defaults of the modules' {@code reference.conf}; a key with neither value
 * nor default is a mistake. After a mistake a getter gives the default or a harmless value, so that
 * reading can go on.
 *
 * <p>The same reading code serves twice. On the driver it <em>checks</em> a section that still
 * holds ranges: where a range stands in place of a value, each getter checks that the whole range
 * is allowed and returns one of its values (the largest of numbers, the first of others); {@link
 * #variant} visits every option. On the executor it reads the <em>resolved</em> section of one
 * trial.
 */
public interface Section {

  /** A whole number in [min, max]. */
  long integer(String key, long min, long max);

  /** A whole number in [min, max], or this word for none: {@code auto}. */
  Optional<Long> integerOr(String word, String key, long min, long max);

  /** A number in [min, max]; infinite bounds mean none. */
  double real(String key, double min, double max);

  /** True or false. */
  boolean flag(String key);

  /** Any text. */
  String text(String key);

  /** One of these texts. A mistake suggests the nearest one. */
  String oneOf(String key, List<String> allowed);

  /** A time such as {@code 30m} or {@code 500ms}; positive. */
  Duration duration(String key);

  /** A time, or this word for none: {@code none}. */
  Optional<Duration> durationOr(String word, String key);

  /** A size in bytes such as {@code 512m}, at least min. */
  long bytes(String key, long min);

  /** Whole numbers, each in [min, max]: a list, or one number for a list of one. */
  List<Long> integers(String key, long min, long max);

  /** Numbers, each in [min, max]: a list, or one number for a list of one. */
  List<Double> reals(String key, double min, double max);

  /** A list of texts, or one text for a list of one. */
  List<String> texts(String key);

  /** A sub-section; empty if absent and without default. */
  Section section(String key);

  /** A list of sub-sections. */
  List<Section> sections(String key);

  /**
   * One of several named variants, written as an object of one key: {@code updater { adam { … } }},
   * or only its name if the variant's defaults do: {@code updater = adam}.
   *
   * @param defaults path below {@code drover} in {@code reference.conf} where each variant has an
   *     object of defaults by its name; they are applied here, never by merging objects
   * @param readers variant name to the reader of its section
   */
  <T> T variant(String key, String defaults, Map<String, Function<Section, T>> readers);

  /** A list of variants, such as the layers of a network. */
  <T> List<T> variants(String key, String defaults, Map<String, Function<Section, T>> readers);

  /** A list of lists of variants, such as the branches of a network. */
  <T> List<List<T>> variantLists(
      String key, String defaults, Map<String, Function<Section, T>> readers);

  /** True if the study file gives the key a value, other than by default. */
  boolean has(String key);

  /**
   * The values of a free-form sub-section (a user class's settings), or of this whole section for
   * an empty key; nested names joined by dots.
   */
  Map<String, Object> free(String key);

  /** Where the section stands in the study file, such as {@code objective.training}. */
  String path();

  /**
   * Notes a mistake at a key of this section (or at the section itself for an empty key): what is
   * wrong, and what was meant. Its place and the key's path are put before it. On the executor it
   * throws {@link MistakesException} at once.
   */
  void mistake(String key, String what);
}
