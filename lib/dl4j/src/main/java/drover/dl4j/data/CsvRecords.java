package drover.dl4j.data;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The records of a CSV file (RFC 4180), whose fields are parted by commas, semicolons or tabs. A
 * field that begins with a double quote goes on to the next single one, over line breaks too. Blank
 * lines are skipped and fields trimmed.
 */
final class CsvRecords {

  /** From the one that texts and numbers hold the least. */
  private static final List<Character> SEPARATORS = List.of('\t', ';', ',');

  /** How many lines tell which one it is. */
  private static final int TELLING = 20;

  private final Source lines;
  private final char separator;

  /** Numbers of the last line, and of that at which the last record begins. */
  private int line;

  private int row;

  /** Gives lines; null after the last one. */
  private interface Source {
    @Nullable String next() throws IOException;
  }

  private CsvRecords(Source lines, char separator) {
    this.lines = lines;
    this.separator = separator;
  }

  /**
   * The records of a file, from its first line. They are parted by tabs if it is named .tsv, else
   * by the first of tab, semicolon and comma that gives all of the first ones the same number of
   * fields, more than one, or by the most frequent one in the first line if none does.
   */
  static CsvRecords of(DataFile file, Lines lines) throws IOException {
    if (file.extension().equals("tsv")) {
      return new CsvRecords(lines::next, '\t');
    }
    Deque<String> first = new ArrayDeque<>();
    for (String line = lines.next(); line != null; line = lines.next()) {
      first.add(line);
      if (first.size() == TELLING) {
        break;
      }
    }
    char separator = separator(first);
    return new CsvRecords(() -> first.isEmpty() ? lines.next() : first.remove(), separator);
  }

  private static char separator(Collection<String> first) throws IOException {
    for (char separator : SEPARATORS) {
      if (isAlike(first, separator)) {
        return separator;
      }
    }
    String head = first.stream().filter(line -> !line.isBlank()).findFirst().orElse("");
    return Collections.max(
        SEPARATORS, Comparator.comparingLong(separator -> count(head, separator)));
  }

  private static long count(String text, char wanted) {
    return text.chars().filter(c -> c == wanted).count();
  }

  /** Whether this separator gives all records the same number of fields, more than one. */
  private static boolean isAlike(Collection<String> first, char separator) throws IOException {
    Iterator<String> rest = first.iterator();
    CsvRecords records = new CsvRecords(() -> rest.hasNext() ? rest.next() : null, separator);
    int width = 0;
    for (Optional<List<String>> next = records.next(); next.isPresent(); next = records.next()) {
      if (records.line > first.size()) {
        break; // its last field goes on in lines that are not here
      }
      int size = next.get().size();
      if (size < 2 || (width > 0 && size != width)) {
        return false;
      }
      width = size;
    }
    return width > 0;
  }

  /** The next record; empty at the end of the file. */
  Optional<List<String>> next() throws IOException {
    @Nullable String text = line();
    while (text != null && text.isBlank()) {
      text = line();
    }
    if (text == null) {
      return Optional.empty();
    }
    row = line;
    return Optional.of(fields(text));
  }

  /** The line at which the last record begins, from 1. */
  int row() {
    return row;
  }

  private @Nullable String line() throws IOException {
    line++;
    return lines.next();
  }

  private List<String> fields(String first) throws IOException {
    List<String> fields = new ArrayList<>();
    StringBuilder field = new StringBuilder();
    boolean quoted = false;
    String text = first;
    for (int i = 0; ; i++) {
      if (i == text.length()) {
        @Nullable String more = quoted ? line() : null;
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
