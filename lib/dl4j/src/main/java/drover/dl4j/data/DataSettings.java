package drover.dl4j.data;

import drover.core.config.Section;
import drover.dl4j.layers.Shape;
import java.util.List;
import java.util.Optional;

/**
 * The examples of a study and how they are split.
 *
 * @param source {@link #DIGITS}, or a CSV file, gzipped or not: a path or Hadoop URI
 * @param label {@link #LAST}, or the label column's name or number from 0
 * @param header {@code yes}, {@code no}, or {@code auto}: yes if no field of the first row is a
 *     number
 * @param validation share of the examples that searchers see as the score; in (0, 1)
 * @param test share of the examples that no searcher sees; in [0, 1)
 * @param shape the images that the rows hold, if they do
 */
public record DataSettings(
    String source,
    String label,
    String header,
    double validation,
    double test,
    Optional<Shape.Image> shape) {

  /** The data set that comes with Drover. */
  public static final String DIGITS = "digits";

  /** The label column by default. */
  public static final String LAST = "last";

  /** Reads {@code data} of the objective. */
  public static DataSettings read(Section data) {
    DataSettings settings =
        new DataSettings(
            data.text("source"),
            data.text("label"),
            data.oneOf("header", List.of("auto", "yes", "no")),
            data.real("validation", 0.001, 0.999),
            data.real("test", 0, 0.999),
            shape(data));
    if (settings.validation + settings.test >= 1) {
      data.mistake("validation", "validation and test leave no examples to train on");
    }
    if (settings.isBuiltIn()) {
      for (String key : List.of("label", "header", "shape")) {
        if (data.has(key)) {
          data.mistake(key, "is for CSV files; " + settings.source + " brings its own");
        }
      }
    }
    return settings;
  }

  /** True if the examples come with Drover and not from a file. */
  public boolean isBuiltIn() {
    return source.equals(DIGITS);
  }

  private static Optional<Shape.Image> shape(Section data) {
    if (!data.has("shape")) {
      return Optional.empty();
    }
    List<Long> sizes = data.integers("shape", 1, 65_536);
    if (sizes.size() != 3) {
      data.mistake("shape", "must be [height, width, channels]");
      return Optional.empty();
    }
    return Optional.of(new Shape.Image(sizes.get(0), sizes.get(1), sizes.get(2)));
  }
}
