package drover.core.report;

import java.util.List;
import java.util.stream.Collectors;

/** Lines of comma-separated values (RFC 4180, with line feeds). */
final class Csv {

  private Csv() {}

  /** A line with its end; NaN is an empty cell. */
  static String line(List<?> cells) {
    return cells.stream().map(Csv::cell).collect(Collectors.joining(",", "", "\n"));
  }

  private static String cell(Object value) {
    String text = value instanceof Double number && number.isNaN() ? "" : value.toString();
    boolean quote = text.chars().anyMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r');
    return quote ? '"' + text.replace("\"", "\"\"") + '"' : text;
  }
}
