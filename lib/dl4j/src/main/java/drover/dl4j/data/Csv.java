package drover.dl4j.data;

import drover.dl4j.layers.Shape;
import java.io.BufferedInputStream;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeSet;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/** Reads labelled examples from comma-separated values, one example a row, features numeric. */
final class Csv {

  private final DataSettings settings;
  private final CsvLayout layout;
  private final List<float[]> features = new ArrayList<>();
  private final List<String> labels = new ArrayList<>();

  private Csv(DataSettings settings, CsvLayout layout) {
    this.settings = settings;
    this.layout = layout;
  }

  /**
   * Reads a whole file, gzipped or not.
   *
   * @throws DataException if a row does not fit the others or the settings
   */
  static Examples read(InputStream file, DataSettings settings) throws IOException {
    try (BufferedReader reader = open(file)) {
      String first = first(reader, settings);
      Csv csv = new Csv(settings, CsvLayout.of(settings, first));
      int row = 1;
      if (!csv.layout.header()) {
        csv.add(row, first);
      }
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        row++;
        if (!line.isBlank()) {
          csv.add(row, line);
        }
      }
      return csv.examples();
    }
  }

  /** Reads the first row only. */
  static CsvLayout layout(InputStream file, DataSettings settings) throws IOException {
    try (BufferedReader reader = open(file)) {
      return CsvLayout.of(settings, first(reader, settings));
    }
  }

  private static BufferedReader open(InputStream file) throws IOException {
    BufferedInputStream bytes = new BufferedInputStream(file);
    bytes.mark(2);
    boolean gzipped = bytes.read() == 0x1f && bytes.read() == 0x8b;
    bytes.reset();
    return new BufferedReader(
        new InputStreamReader(
            gzipped ? new GZIPInputStream(bytes) : bytes, StandardCharsets.UTF_8));
  }

  private static String first(BufferedReader reader, DataSettings settings) throws IOException {
    @Nullable String first = reader.readLine();
    if (first == null || first.isBlank()) {
      throw new DataException(settings.source(), 1, "the first row is empty");
    }
    return first;
  }

  private void add(int row, String line) throws DataException {
    List<String> fields = CsvLayout.fields(line);
    if (fields.size() != layout.columns().size()) {
      throw new DataException(
          settings.source(),
          row,
          fields.size() + " fields, but the first row has " + layout.columns().size());
    }
    float[] example = new float[fields.size() - 1];
    int next = 0;
    for (int column = 0; column < fields.size(); column++) {
      if (column != layout.label()) {
        example[next++] = number(row, column, fields.get(column));
      }
    }
    features.add(example);
    labels.add(label(row, fields.get(layout.label())));
  }

  private float number(int row, int column, String field) throws DataException {
    try {
      float value = Float.parseFloat(field);
      if (Float.isFinite(value)) {
        return value;
      }
    } catch (NumberFormatException e) {
      // told below
    }
    throw new DataException(
        settings.source(),
        row,
        "column " + layout.columns().get(column) + " must be a number, but is '" + field + "'");
  }

  /** A class is a whole number or a name; a fraction tells that this is not the label column. */
  private String label(int row, String field) throws DataException {
    boolean fraction =
        field.matches("[-+]?\\d*\\.\\d+([eE][-+]?\\d+)?") && !field.matches(".*\\.0+");
    if (field.isEmpty() || fraction) {
      throw new DataException(
          settings.source(),
          row,
          "the label in column "
              + layout.columns().get(layout.label())
              + " must be a class, a whole number or a name, but is '"
              + field
              + "'");
    }
    return field;
  }

  private Examples examples() throws DataException {
    List<String> classes = classes();
    if (classes.size() < 2) {
      throw DataException.of(
          "source",
          settings.source(),
          "all labels are alike: " + classes + "; two classes are needed");
    }
    int width = layout.columns().size() - 1;
    float[] flat = new float[Math.multiplyExact(features.size(), width)];
    int[] indexes = new int[features.size()];
    for (int i = 0; i < indexes.length; i++) {
      System.arraycopy(features.get(i), 0, flat, i * width, width);
      indexes[i] = classes.indexOf(labels.get(i));
    }
    Shape shape = settings.shape().isPresent() ? settings.shape().get() : new Shape.Flat(width);
    return new Examples(shape, flat, indexes, classes);
  }

  /** The distinct labels: as numbers if all are, else by the alphabet. */
  private List<String> classes() {
    List<String> classes = new ArrayList<>(new TreeSet<>(labels));
    if (classes.stream().allMatch(name -> name.matches("[-+]?\\d{1,15}(\\.0+)?"))) {
      classes.sort(Comparator.comparingDouble(Double::parseDouble));
    }
    return List.copyOf(classes);
  }
}
