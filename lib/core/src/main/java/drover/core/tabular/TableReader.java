package drover.core.tabular;

import drover.core.space.Parameter;
import java.io.BufferedInputStream;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.zip.GZIPInputStream;

/** Reads a table from its two files. Fields are divided by commas; there are no quotes. */
final class TableReader {

  private final TableLayout layout;
  private final List<String> columns;
  private final List<PointReader> parameters = new ArrayList<>();
  private final List<String> further = new ArrayList<>();

  private TableReader(TableLayout layout, List<String> columns) {
    this.layout = layout;
    this.columns = columns;
    further.addAll(columns);
    further.removeAll(layout.objective());
    for (Parameter parameter : layout.space().parameters()) {
      parameters.add(new PointReader(parameter));
      further.remove(parameter.name());
    }
  }

  /**
   * Reads a table.
   *
   * @param file the JSON file's name, for messages
   * @param rowsFile the rows' file's name, for messages
   * @param rows gzipped or not
   * @throws IOException if a file is wrong; the message begins with its name
   */
  static Table read(String file, InputStream json, String rowsFile, InputStream rows)
      throws IOException {
    String text = new String(json.readAllBytes(), StandardCharsets.UTF_8);
    try (BufferedReader reader = open(rows)) {
      List<String> columns = columns(reader);
      TableReader table = new TableReader(layout(file, text, columns), columns);
      return new Table(table.layout, table.rows(reader, rowsFile));
    }
  }

  /** Reads no further than a table's columns. The parameters are those of {@link #read}. */
  static TableLayout layout(String file, InputStream json, String rowsFile, InputStream rows)
      throws IOException {
    String text = new String(json.readAllBytes(), StandardCharsets.UTF_8);
    try (BufferedReader reader = open(rows)) {
      return layout(file, text, columns(reader));
    }
  }

  private static List<String> columns(BufferedReader reader) throws IOException {
    return fields(Optional.ofNullable(reader.readLine()).orElse(""));
  }

  private static TableLayout layout(String file, String text, List<String> columns)
      throws IOException {
    try {
      return TableLayout.read(text, columns);
    } catch (IllegalArgumentException e) {
      throw new IOException(file + ": " + e.getMessage(), e);
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

  private TableRows rows(BufferedReader reader, String file) throws IOException {
    TableRows rows = new TableRows(layout, further);
    int[] objective = indexes(layout.objective());
    int[] points = indexes(layout.space().parameters().stream().map(Parameter::name).toList());
    int[] others = indexes(further);
    int line = 1;
    for (String text = reader.readLine(); text != null; text = reader.readLine()) {
      line++;
      if (text.isBlank()) {
        continue;
      }
      try {
        List<String> fields = fields(text);
        if (fields.size() != columns.size()) {
          throw new IllegalArgumentException(
              fields.size() + " fields, but the first row has " + columns.size());
        }
        rows.add(point(fields, points), numbers(fields, objective), numbers(fields, others));
      } catch (IllegalArgumentException e) {
        throw new IOException(file + ":" + line + ": " + e.getMessage(), e);
      }
    }
    if (rows.size() == 0) {
      throw new IOException(file + ": there are no rows");
    }
    return rows;
  }

  private Object[] point(List<String> fields, int[] indexes) {
    Object[] values = new Object[indexes.length];
    for (int i = 0; i < indexes.length; i++) {
      values[i] = parameters.get(i).read(fields.get(indexes[i]));
    }
    return values;
  }

  private double[] numbers(List<String> fields, int[] indexes) {
    double[] numbers = new double[indexes.length];
    for (int i = 0; i < indexes.length; i++) {
      numbers[i] = number(columns.get(indexes[i]), fields.get(indexes[i]));
    }
    return numbers;
  }

  /** Not a number where a training left none: an empty field, {@code nan} or {@code NaN}. */
  private static double number(String column, String field) {
    if (field.isEmpty() || field.equalsIgnoreCase("nan")) {
      return Double.NaN;
    }
    try {
      return Double.parseDouble(field);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(column + " must be a number, not '" + field + "'", e);
    }
  }

  private int[] indexes(List<String> names) {
    return names.stream().mapToInt(columns::indexOf).toArray();
  }

  private static List<String> fields(String line) {
    return List.of(line.strip().split(",", -1));
  }
}
