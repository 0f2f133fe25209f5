package drover.dl4j.data;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import drover.core.json.Json;
import drover.dl4j.data.DataSettings.TextSettings;
import drover.dl4j.layers.Shape;
import java.io.IOException;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Labelled texts: a CSV or TSV table with a column of texts and one of labels, or files of plain
 * text. Of a folder of folders each file is one text and its folder's name the class; of a folder
 * (or list) of files each line is one text and its file's name the class.
 */
final class Texts implements Format {

  private final DataSettings settings;
  private final Labels labels;

  /** For each text how many words it has, and the place of each in {@link #words}. */
  private final Spool spool;

  /** All words in order of appearance. */
  private final Map<String, Integer> words = new LinkedHashMap<>();

  private int longest = 1;

  Texts(DataSettings settings, Spool spool) {
    this.settings = settings;
    this.spool = spool;
    labels = new Labels(settings);
  }

  @Override
  public void read(List<DataFile> files, int limit) throws IOException {
    for (DataFile file : files) {
      if (labels.size() >= limit && limit < Integer.MAX_VALUE && file.place().contains("/")) {
        return;
      }
      try (Lines lines = file.lines()) {
        if (file.fileName().matches(".*\\.[ct]sv")) {
          labels.begin(file.name());
          readTable(file.name(), CsvRecords.of(file, lines), limit);
        } else if (file.place().contains("/")) {
          labels.addFolderOf(file);
          add(text(lines));
        } else {
          labels.begin(file.name());
          readLines(file, lines, limit);
        }
      }
    }
  }

  private static String text(Lines lines) throws IOException {
    StringBuilder text = new StringBuilder();
    for (String line = lines.next(); line != null; line = lines.next()) {
      text.append(line).append('\n');
    }
    return text.toString();
  }

  private void readLines(DataFile file, Lines lines, int limit) throws IOException {
    for (String line = lines.next(); line != null && lines.row() <= limit; line = lines.next()) {
      if (!line.isBlank()) {
        labels.addName(file.fileName(), lines.row());
        add(line);
      }
    }
  }

  private void readTable(String file, CsvRecords records, int limit) throws IOException {
    List<String> first =
        records.next().orElseThrow(() -> new DataException(file, 1, "the first row is empty"));
    CsvLayout layout = CsvLayout.of(settings, file, first);
    int column = textColumn(file, layout);
    Optional<List<String>> next = layout.header() ? records.next() : Optional.of(first);
    for (int count = 0; next.isPresent() && count < limit; count++) {
      List<String> fields = next.get();
      if (fields.size() != layout.columns().size()) {
        throw new DataException(
            file,
            records.row(),
            fields.size() + " fields, but the first row has " + layout.columns().size());
      }
      labels.add(fields.get(layout.label()), records.row());
      add(fields.get(column));
      next = records.next();
    }
  }

  private int textColumn(String file, CsvLayout layout) throws DataException {
    if (!settings.text().column().equals("auto")) {
      return layout.place("text.column", file, settings.text().column());
    }
    if (layout.columns().size() > 2) {
      throw DataException.of(
          "text.column",
          file,
          "which of the columns holds the texts? " + String.join(", ", layout.columns()));
    }
    return 1 - layout.label();
  }

  private void add(String text) throws IOException {
    List<String> its = Vocabulary.words(text, settings.text().length());
    longest = Math.max(longest, its.size());
    spool.put(its.size());
    for (String word : its) {
      spool.put(words.computeIfAbsent(word, fresh -> words.size()));
    }
  }

  @Override
  public Labels labels() {
    return labels;
  }

  @Override
  public Encoded encode(int[] training) throws IOException {
    TextSettings text = settings.text();
    Vocabulary vocabulary = Vocabulary.fit(counts(training), text.vocabulary(), text.minCount());
    int[] places = words.keySet().stream().mapToInt(vocabulary::place).toArray();
    ObjectNode encoding = Json.object().put("length", text.length());
    ArrayNode list = encoding.putArray("vocabulary");
    vocabulary.words().forEach(list::add);
    Spool.Reader reader = spool.reader();
    return new Encoded(
        new Shape.Tokens(longest, vocabulary.words().size()),
        false,
        true,
        encoding,
        row -> {
          int length = reader.nextInt();
          for (int i = 0; i < length; i++) {
            row[i] = places[reader.nextInt()];
          }
          return Math.max(1, length); // a text without words is one unknown word
        });
  }

  /** How often each word occurs in some texts. */
  private Map<String, Integer> counts(int[] training) throws IOException {
    int[] counts = new int[words.size()];
    Spool.Reader reader = spool.reader();
    for (int i = 0, next = 0; next < training.length; i++) {
      boolean counted = training[next] == i;
      for (int rest = reader.nextInt(); rest > 0; rest--) {
        counts[reader.nextInt()] += counted ? 1 : 0;
      }
      next += counted ? 1 : 0;
    }
    Map<String, Integer> byWord = new HashMap<>();
    words.forEach((word, place) -> byWord.put(word, counts[place]));
    return byWord;
  }
}
