package drover.jobs.bench.search;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A CSV file of rows: {@code set,problem,method,mode,seed}, a column {@code b_n} for the best value
 * after each mark n, {@code cpu_s}, and {@code winner}, further metrics of the best trial, if there
 * are any. The method is {@code drover-} and the searcher, and {@code +window=8+stopper=median}
 * where these are not the default. Rows are appended as runs end, so that nothing is lost if the
 * bench is cut short, and sorted when it ends. Rows of other runs stay; a file with rows of another
 * method is refused.
 */
final class ResultsFile {

  private static final String START = "set,problem,method,mode,seed";
  private static final String CPU = "cpu_s";
  private static final String WINNER = "winner";
  private static final Pattern METHOD = Pattern.compile("drover-([^+]+)(?:\\+(.+))?");

  private final Path file;
  private final TreeSet<Integer> marks = new TreeSet<>();
  private final Map<Run, Row> rows = new LinkedHashMap<>();
  private boolean winners;

  private ResultsFile(Path file) {
    this.file = file;
  }

  /**
   * Opens a file that may exist.
   *
   * @param modes of the runs to come: their marks get columns
   * @param winners true if runs to come have further metrics
   * @throws IOException if the file has something else in it
   */
  static ResultsFile open(Path file, Collection<Mode> modes, boolean winners) throws IOException {
    ResultsFile results = new ResultsFile(file);
    results.winners = winners;
    modes.forEach(mode -> results.marks.addAll(mode.marks()));
    if (Files.exists(file)) {
      results.read(Files.readString(file));
    }
    results.rewrite();
    return results;
  }

  /** The row of a run, if it is there. */
  Optional<Row> find(Run run) {
    return Optional.ofNullable(rows.get(run));
  }

  /** Adds the row of a run. */
  void append(Row row) {
    rows.put(row.run(), row);
    try {
      Files.writeString(file, line(row) + "\n", StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Writes the whole file again, sorted. It is there whole at any time. */
  void rewrite() throws IOException {
    makeFolder(file);
    Path temporary = file.resolveSibling(file.getFileName() + ".part");
    Comparator<Run> order =
        Comparator.comparing(Run::set)
            .thenComparing(Run::problem)
            .thenComparing(ResultsFile::method)
            .thenComparing(run -> run.mode().label())
            .thenComparing(Run::seed);
    try (BufferedWriter writer = Files.newBufferedWriter(temporary)) {
      writer.write(header() + "\n");
      for (Run run : rows.keySet().stream().sorted(order).toList()) {
        writer.write(line(find(run).orElseThrow()) + "\n");
      }
    }
    Files.move(temporary, file, StandardCopyOption.REPLACE_EXISTING);
  }

  /** Makes the folder of a file; it may be there already, as a link too. */
  static void makeFolder(Path file) throws IOException {
    Path folder = file.toAbsolutePath().resolveSibling("");
    if (!Files.isDirectory(folder)) {
      Files.createDirectories(folder);
    }
  }

  private String header() {
    StringBuilder header = new StringBuilder(START);
    marks.forEach(mark -> header.append(",b").append(mark));
    return header.append(',').append(CPU).append(winners ? "," + WINNER : "").toString();
  }

  private String line(Row row) {
    Run run = row.run();
    List<String> fields = new ArrayList<>();
    Collections.addAll(fields, run.set(), run.problem(), method(run));
    Collections.addAll(fields, run.mode().label(), Integer.toString(run.seed()));
    for (int mark : marks) {
      Double best = row.best().get(mark);
      fields.add(best == null ? "" : best.toString());
    }
    fields.add(String.format(Locale.ROOT, "%.3f", row.seconds()));
    if (winners) {
      List<String> metrics = new ArrayList<>();
      row.winner().forEach((name, value) -> metrics.add(name + "=" + value));
      fields.add(String.join(" ", metrics));
    }
    return String.join(",", fields);
  }

  private void read(String text) throws IOException {
    if (text.isEmpty()) {
      return;
    }
    if (!text.startsWith(START + ",")) {
      throw new IOException(file + " is no file of results: it does not begin with " + START);
    }
    // A row without its line's end was cut short.
    List<String> lines = text.substring(0, text.lastIndexOf('\n') + 1).lines().toList();
    if (lines.isEmpty()) {
      return;
    }
    List<String> columns = List.of(lines.get(0).split(",", -1));
    winners |= columns.contains(WINNER);
    columns.stream().filter(c -> c.matches("b\\d+")).map(ResultsFile::mark).forEach(marks::add);
    for (String line : lines.subList(1, lines.size())) {
      Row row = row(columns, List.of(line.split(",", -1)));
      rows.put(row.run(), row);
    }
  }

  private Row row(List<String> columns, List<String> fields) throws IOException {
    try {
      Matcher method = METHOD.matcher(fields.get(2));
      if (!method.matches()) {
        throw new IllegalArgumentException(fields.get(2));
      }
      Run run =
          new Run(
              fields.get(0),
              fields.get(1),
              method.group(1),
              Optional.ofNullable(method.group(2)).orElse(""),
              Mode.of(fields.get(3)),
              Integer.parseInt(fields.get(4)));
      TreeMap<Integer, Double> best = new TreeMap<>();
      TreeMap<String, Double> winner = new TreeMap<>();
      double seconds = 0;
      for (int i = 5; i < columns.size(); i++) {
        String column = columns.get(i);
        String field = fields.get(i);
        if (column.equals(CPU)) {
          seconds = Double.parseDouble(field);
        } else if (column.equals(WINNER)) {
          winner.putAll(metrics(field));
        } else if (!field.isEmpty()) {
          best.put(mark(column), Double.valueOf(field));
        }
      }
      return new Row(run, best, winner, seconds, "");
    } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
      throw new IOException(
          file + " is no file of this bench's results: " + String.join(",", fields), e);
    }
  }

  private static String method(Run run) {
    return "drover-" + run.searcher() + (run.variant().isEmpty() ? "" : "+" + run.variant());
  }

  private static int mark(String column) {
    return Integer.parseInt(column.substring(1));
  }

  private static Map<String, Double> metrics(String field) {
    Map<String, Double> metrics = new TreeMap<>();
    for (String metric : field.isEmpty() ? new String[0] : field.split(" ", -1)) {
      int equals = metric.lastIndexOf('=');
      metrics.put(metric.substring(0, equals), Double.valueOf(metric.substring(equals + 1)));
    }
    return metrics;
  }
}
