package drover.dl4j.data;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import drover.core.json.Json;
import java.util.ArrayList;
import java.util.List;

/** The rows of a table: columns of numbers or categories, and one of labels. */
final class Table {

  private final DataSettings settings;
  private final Labels labels;
  private final List<Column> columns = new ArrayList<>();
  private CsvLayout layout = new CsvLayout(List.of(), false, 0);
  private String file = "";

  Table(DataSettings settings) {
    this.settings = settings;
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
  void add(int row, List<String> fields) throws DataException {
    if (fields.size() != layout.columns().size()) {
      throw new DataException(
          file, row, fields.size() + " fields, but the first row has " + layout.columns().size());
    }
    labels.add(fields.get(layout.label()), row);
    for (int i = 0, next = 0; i < fields.size(); i++) {
      if (i != layout.label()) {
        columns.get(next++).add(file, row, fields.get(i));
      }
    }
  }

  /** All rows as numbers. */
  Format.Encoded encode(int[] training) throws DataException {
    ObjectNode encoding = Json.object();
    ArrayNode fitted = encoding.putArray("columns");
    int width = 0;
    for (Column column : columns) {
      fitted.add(column.fit(training));
      width += column.width();
    }
    float[] rows = new float[Math.multiplyExact(labels.size(), width)];
    int from = 0;
    for (Column column : columns) {
      column.encode(rows, from, width);
      from += column.width();
    }
    return new Format.Encoded(settings.shapeOf(width, file), Rows.of(rows, width), new int[0], encoding);
  }
}
