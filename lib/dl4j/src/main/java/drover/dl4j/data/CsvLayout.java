package drover.dl4j.data;

import drover.core.config.DidYouMean;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * What the first row of a CSV file and the settings say of all its rows.
 *
 * @param columns names of the columns, or their numbers from 0 if there is no header
 * @param header true if the first row holds the names
 * @param label place of the label column
 */
record CsvLayout(List<String> columns, boolean header, int label) {

  CsvLayout {
    columns = List.copyOf(columns);
  }

  /**
   * Works the layout out.
   *
   * @throws DataException if there is no such label column, or the image shape does not fit
   */
  static CsvLayout of(DataSettings settings, String firstRow) throws DataException {
    List<String> first = fields(firstRow);
    boolean header =
        switch (settings.header()) {
          case "yes" -> true;
          case "no" -> false;
          default -> first.stream().noneMatch(CsvLayout::isNumber);
        };
    List<String> columns =
        header ? first : IntStream.range(0, first.size()).mapToObj(Integer::toString).toList();
    if (columns.size() < 2) {
      throw new DataException(
          settings.source(), 1, "only one column; a label and at least one feature are needed");
    }
    CsvLayout layout = new CsvLayout(columns, header, label(settings, columns, header));
    layout.requireShape(settings);
    return layout;
  }

  private static int label(DataSettings settings, List<String> columns, boolean header)
      throws DataException {
    String label = settings.label();
    int named = columns.indexOf(label);
    if (named >= 0) {
      return named;
    }
    if (label.equals(DataSettings.LAST)) {
      return columns.size() - 1;
    }
    if (label.matches("\\d{1,9}") && Integer.parseInt(label) < columns.size()) {
      return Integer.parseInt(label);
    }
    throw DataException.of(
        "label",
        settings.source(),
        "there is no column '"
            + label
            + "'; "
            + (header
                ? "the columns are " + String.join(", ", columns) + DidYouMean.among(columns, label)
                : "without header, the columns are 0 to " + (columns.size() - 1)));
  }

  private void requireShape(DataSettings settings) throws DataException {
    int features = columns.size() - 1;
    if (settings.shape().isPresent() && settings.shape().get().size() != features) {
      throw DataException.of(
          "shape",
          settings.source(),
          "there are "
              + features
              + " feature columns, but data.shape needs "
              + settings.shape().get().size());
    }
  }

  /** Splits a row at its commas, but not within double quotes (RFC 4180), and trims the fields. */
  static List<String> fields(String row) {
    List<String> fields = new ArrayList<>();
    StringBuilder field = new StringBuilder();
    boolean quoted = false;
    for (int i = 0; i < row.length(); i++) {
      char c = row.charAt(i);
      if (c == '"') {
        boolean escaped = quoted && i + 1 < row.length() && row.charAt(i + 1) == '"';
        if (escaped) {
          field.append(c);
          i++;
        } else {
          quoted = !quoted;
        }
      } else if (c == ',' && !quoted) {
        fields.add(field.toString().trim());
        field.setLength(0);
      } else {
        field.append(c);
      }
    }
    fields.add(field.toString().trim());
    return fields;
  }

  private static boolean isNumber(String field) {
    try {
      Double.parseDouble(field);
      return true;
    } catch (NumberFormatException e) {
      return false;
    }
  }
}
