package drover.dl4j.data;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import drover.core.json.Json;
import drover.dl4j.layers.Shape;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** The rows of a table: columns of numbers or categories, and one of labels. */
final class Table {

  private final DataSettings settings;
  private final Labels labels;
  private final List<Column> columns = new ArrayList<>();

  /** A number for each column and row. */
  private final Spool spool;

  private CsvLayout layout = new CsvLayout(List.of(), false, 0);
  private String file = "";

  Table(DataSettings settings, Spool spool) {
    this.settings = settings;
    this.spool = spool;
    labels = new Labels(settings);
  }

  Labels labels() {
    return labels;
  }

  /** The rows that follow are of another file, which must have the columns of the first. */
  void begin(String another, CsvLayout itsLayout) throws DataException {
    if (columns.isEmpty()) {
      layout = itsLayout;
      List<Integer> categorical = new ArrayList<>();
      for (String name : settings.categorical()) {
        categorical.add(layout.place("categorical", another, name));
      }
      for (int i = 0; i < layout.columns().size(); i++) {
        if (i != layout.label()) {
          columns.add(new Column(layout.columns().get(i), categorical.contains(i)));
        }
      }
    } else if (!layout.columns().equals(itsLayout.columns())) {
      throw DataException.of(
          "source",
          another,
          "the columns are %s, but those of %s are %s"
              .formatted(itsLayout.columns(), file, layout.columns()));
    }
    file = another;
    labels.begin(another);
  }

  /**
   * Adds a row.
   *
   * @param row its line in the file, from 1
   */
  void add(int row, List<String> fields) throws IOException {
    if (fields.size() != layout.columns().size()) {
      throw new DataException(
          file, row, fields.size() + " fields, but the first row has " + layout.columns().size());
    }
    labels.add(fields.get(layout.label()), row);
    for (int i = 0, next = 0; i < fields.size(); i++) {
      if (i != layout.label()) {
        spool.put(columns.get(next++).read(file, row, fields.get(i)));
      }
    }
  }

  /** See {@link Format#encode}. */
  Format.Encoded encode(int[] training) throws IOException {
    see(training);
    ObjectNode encoding = Json.object();
    ArrayNode fitted = encoding.putArray("columns");
    long width = 0;
    for (Column column : columns) {
      fitted.add(column.fit());
      width += column.width();
    }
    Spool.Reader reader = spool.reader();
    return Format.Encoded.of(
        settings.shapeOf(new Shape.Flat(width), file),
        false,
        encoding,
        row -> {
          int at = 0;
          for (Column column : columns) {
            column.encode(reader.nextFloat(), row, at);
            at += column.width();
          }
          return 0;
        });
  }

  private void see(int[] training) throws IOException {
    columns.forEach(Column::reset);
    Spool.Reader reader = spool.reader();
    for (int i = 0, next = 0; next < training.length; i++) {
      boolean seen = training[next] == i;
      for (Column column : columns) {
        float value = reader.nextFloat();
        if (seen) {
          column.see(value);
        }
      }
      next += seen ? 1 : 0;
    }
  }
}
