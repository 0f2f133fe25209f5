package drover.dl4j.data;

import drover.core.config.DidYouMean;
import java.util.List;
import java.util.stream.IntStream;

/**
 * What the first row of a table and the settings say of all its rows.
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
   * @throws DataException if there is no such label column
   */
  static CsvLayout of(DataSettings settings, String file, List<String> first) throws DataException {
    boolean header = hasHeader(settings, first);
    return header
        ? named(settings, file, first)
        : of(settings, file, IntStream.range(0, first.size()).mapToObj(Integer::toString).toList(), false);
  }

  /** The layout of columns with names. */
  static CsvLayout named(DataSettings settings, String file, List<String> columns)
      throws DataException {
    return of(settings, file, columns, true);
  }

  private static CsvLayout of(
      DataSettings settings, String file, List<String> columns, boolean header)
      throws DataException {
    if (columns.size() < 2) {
      throw new DataException(
          file, 1, "only one column; a label and at least one feature are needed");
    }
    CsvLayout layout = new CsvLayout(columns, header, columns.size() - 1);
    return settings.label().equals(DataSettings.LAST) && !columns.contains(DataSettings.LAST)
        ? layout
        : new CsvLayout(columns, header, layout.place("label", file, settings.label()));
  }

  /**
   * The place of a column.
   *
   * @param key in {@code data} that names it
   * @param name its name, or its number from 0
   * @throws DataException if there is no such column
   */
  int place(String key, String file, String name) throws DataException {
    int named = columns.indexOf(name);
    if (named >= 0) {
      return named;
    }
    if (name.matches("\\d{1,9}") && Integer.parseInt(name) < columns.size()) {
      return Integer.parseInt(name);
    }
    throw DataException.of(
        key,
        file,
        "there is no column '"
            + name
            + "'; "
            + (header
                ? "the columns are " + String.join(", ", columns) + DidYouMean.among(columns, name)
                : "without header, the columns are 0 to " + (columns.size() - 1)));
  }

  /** True if the first row of a file holds names. */
  static boolean hasHeader(DataSettings settings, List<String> first) {
    return switch (settings.header()) {
      case "yes" -> true;
      case "no" -> false;
      default -> first.stream().noneMatch(CsvLayout::isNumber);
    };
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
