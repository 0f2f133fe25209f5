package drover.core.config;

import drover.core.study.Order;
import drover.core.study.Parallelism;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Pattern;

/**
 * The study file's {@code study} section.
 *
 * @param name of the study and of its folder: letters, digits, {@code . _ -}
 * @param dir the folder of all studies: a path or a Hadoop URI
 * @param seed of all randomness
 * @param trials how many to run in all, at least 1
 * @param parallelism how many may be in flight at once; order = deterministic wants it fixed
 * @param timeout after which the study ends and its running trials are stopped; empty: none
 * @param order when the searcher learns of outcomes
 */
public record StudySettings(
    String name,
    String dir,
    long seed,
    int trials,
    Parallelism parallelism,
    Optional<Duration> timeout,
    Order order) {

  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]*");

  /**
   * Reads the section.
   *
   * @param file name of the study file without {@code .conf}: the default of {@code name}
   */
  public static StudySettings read(Section study, String file) {
    OptionalInt fixed =
        study
            .integerOr("auto", "parallelism", 1, Integer.MAX_VALUE)
            .map(slots -> OptionalInt.of(slots.intValue()))
            .orElse(OptionalInt.empty());
    int max = (int) study.integer("max-parallelism", 1, Integer.MAX_VALUE);
    Order order =
        Order.valueOf(
            study.oneOf("order", List.of("arrival", "deterministic")).toUpperCase(Locale.ROOT));
    if (order == Order.DETERMINISTIC && fixed.isEmpty()) {
      study.mistake(
          "order",
          "deterministic needs a number for study.parallelism, so that the study is the same on"
              + " every cluster");
    }
    return new StudySettings(
        name(study, file),
        study.text("dir"),
        study.integer("seed", Long.MIN_VALUE, Long.MAX_VALUE),
        (int) study.integer("trials", 1, Integer.MAX_VALUE),
        new Parallelism(fixed, max),
        study.durationOr("none", "timeout"),
        order);
  }

  /**
   * Reads the name alone.
   *
   * @param file name of the study file without {@code .conf}: its default
   */
  public static String name(Section study, String file) {
    String name = study.has("name") ? study.text("name") : file;
    if (!NAME.matcher(name).matches()) {
      study.mistake(
          "name",
          "'"
              + name
              + "' must be letters, digits, '.', '_' and '-', beginning with a letter or a digit");
    }
    return name;
  }
}
