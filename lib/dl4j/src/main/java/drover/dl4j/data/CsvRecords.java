package drover.dl4j.data;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The records of a CSV file (RFC 4180): fields parted by commas, semicolons or tabs, whichever is
 * the most frequent in the first line. A field that begins with a double quote goes on to the next
 * single one, over line breaks too. Blank lines are skipped and fields trimmed.
 */
final class CsvRecords {

  private final Lines lines;
  private char separator;
  private int row;

  CsvRecords(Lines lines) {
    this.lines = lines;
  }

  /** The next record; empty at the end of the file. */
  Optional<List<String>> next() throws IOException {
    @Nullable String text = lines.next();
    while (text != null && text.isBlank()) {
      text = lines.next();
    }
    if (text == null) {
      return Optional.empty();
    }
    row = lines.row();
    if (separator == 0) {
      separator = separator(text);
    }
    return Optional.of(fields(text));
  }

  /** The line at which the last record begins, from 1. */
  int row() {
    return row;
  }

  private static char separator(String first) {
    char best = ',';
    for (char c : new char[] {'\t', ';'}) {
      best = count(first, c) > count(first, best) ? c : best;
    }
    return best;
  }

  private static long count(String text, char wanted) {
    return text.chars().filter(c -> c == wanted).count();
  }

  private List<String> fields(String first) throws IOException {
    List<String> fields = new ArrayList<>();
    StringBuilder field = new StringBuilder();
    boolean quoted = false;
    String text = first;
    for (int i = 0; ; i++) {
      if (i == text.length()) {
        @Nullable String more = quoted ? lines.next() : null;
        if (more == null) {
          fields.add(field.toString().trim());
          return fields;
        }
        text = more;
        i = -1;
        field.append('\n');
      } else if (quoted && text.startsWith("\"\"", i)) {
        field.append('"');
        i++;
      } else if (text.charAt(i) == '"' && (quoted || field.toString().isBlank())) {
        quoted = !quoted;
      } else if (text.charAt(i) == separator && !quoted) {
        fields.add(field.toString().trim());
        field.setLength(0);
      } else {
        field.append(text.charAt(i));
      }
    }
  }
}
