package drover.dl4j.data;

import drover.core.config.Section;
import drover.dl4j.layers.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The examples of a study and how they are split.
 *
 * @param source {@link #DIGITS}, or files and folders: paths or Hadoop URIs
 * @param testSource files and folders of the test part; empty if it is a share of the source, or
 *     the source itself says which of its files test
 * @param format one of {@link Formats#NAMES}
 * @param task {@code classification}, {@code regression}, or {@code auto}
 * @param label {@link #LAST}, or the label column's name or number from 0
 * @param header {@code yes}, {@code no}, or {@code auto}: yes if no field of the first row is a
 *     number
 * @param categorical names of columns that hold categories although they look like numbers
 * @param validation share of the examples that searchers see as the score; in [0, 1): with 0 the
 *     training loss is the score
 * @param test share of the examples that no searcher sees; in [0, 1)
 * @param shape the images that rows hold, or what image files are resized to
 * @param text how texts become tokens
 * @param classWeights what errors count
 */
public record DataSettings(
    List<String> source,
    List<String> testSource,
    String format,
    String task,
    String label,
    String header,
    List<String> categorical,
    double validation,
    double test,
    Optional<Shape.Image> shape,
    TextSettings text,
    ClassWeights classWeights) {

  /** The data set that comes with Drover. */
  public static final String DIGITS = "digits";

  /** The label column by default. */
  public static final String LAST = "last";

  public DataSettings {
    source = List.copyOf(source);
    testSource = List.copyOf(testSource);
    categorical = List.copyOf(categorical);
  }

  /** Reads {@code data} of the objective. */
  public static DataSettings read(Section data) {
    DataSettings settings =
        new DataSettings(
            data.texts("source"),
            data.texts("test-source"),
            data.oneOf("format", Formats.NAMES),
            data.oneOf("task", List.of("auto", "classification", "regression")),
            data.text("label"),
            data.oneOf("header", List.of("auto", "yes", "no")),
            data.texts("categorical"),
            data.real("validation", 0, 0.999),
            data.real("test", 0, 0.999),
            shape(data),
            TextSettings.read(data.section("text")),
            ClassWeights.read(data));
    if (settings.source.isEmpty()) {
      data.mistake("source", "must name a file or a folder");
    }
    if (!settings.testSource.isEmpty() && data.has("test")) {
      data.mistake("test", "test-source is the test part; leave test out");
    } else if (settings.testSource.isEmpty() && settings.validation + settings.test >= 1) {
      data.mistake("validation", "validation and test leave no examples to train on");
    }
    if (settings.isBuiltIn()) {
      settings.refuseLayout(data);
    }
    return settings;
  }

  private void refuseLayout(Section data) {
    for (String key : List.of("label", "header", "shape", "format", "task", "test-source")) {
      if (data.has(key)) {
        data.mistake(key, "is for files of yours; " + DIGITS + " brings its own");
      }
    }
  }

  /** True if the examples come with Drover and not from a file. */
  public boolean isBuiltIn() {
    return source.equals(List.of(DIGITS));
  }

  /** Every file and folder that the data comes from. */
  public List<String> files() {
    List<String> files = new ArrayList<>(isBuiltIn() ? List.of() : source);
    files.addAll(testSource);
    return files;
  }

  /**
   * What examples hold.
   *
   * @param own their shape without {@code data.shape}
   */
  Shape shapeOf(Shape own, String file) throws DataException {
    if (shape.isPresent() && shape.get().size() != own.size()) {
      throw DataException.of(
          "shape",
          file,
          "an example has %d features, but data.shape needs %d"
              .formatted(own.size(), shape.get().size()));
    }
    return shape.isPresent() ? shape.get() : own;
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

  /**
   * How texts become tokens.
   *
   * @param column name of the column that holds them, or {@code auto}
   * @param length tokens that are kept of a text, at least 1
   * @param vocabulary size of the vocabulary at most, the two for padding and unknown words
   *     included; at least 3
   * @param minCount how often a word occurs in the training part at least
   */
  public record TextSettings(String column, int length, int vocabulary, int minCount) {

    static TextSettings read(Section text) {
      return new TextSettings(
          text.text("column"),
          (int) text.integer("length", 1, 100_000),
          (int) text.integer("vocabulary", 3, 10_000_000),
          (int) text.integer("min-count", 1, 1_000_000));
    }
  }

  /**
   * What the loss of an example counts, by its class.
   *
   * @param balanced true if every class counts the same as a whole
   * @param weights of classes that do not count 1, by name
   */
  public record ClassWeights(boolean balanced, Map<String, Double> weights) {
    public ClassWeights {
      weights = Map.copyOf(weights);
    }

    /** True if some classes may count more than others. */
    public boolean areSet() {
      return balanced || !weights.isEmpty();
    }

    static ClassWeights read(Section data) {
      Map<String, Double> weights = new TreeMap<>();
      Map<String, Object> given = data.free("class-weights");
      given.forEach(
          (name, value) -> {
            if (value instanceof Number number && number.doubleValue() > 0) {
              weights.put(name, number.doubleValue());
            } else {
              data.mistake("class-weights", name + " must be a number of more than 0");
            }
          });
      return new ClassWeights(data.flag("balance"), weights);
    }
  }
}
