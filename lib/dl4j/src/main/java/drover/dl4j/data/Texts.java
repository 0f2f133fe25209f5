package drover.dl4j.data;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import drover.core.json.Json;
import drover.dl4j.data.DataSettings.TextSettings;
import drover.dl4j.layers.Shape;
import java.io.BufferedReader;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Labelled texts: a CSV or TSV table with a column of texts and one of labels, or files of plain
 * text. Of a folder of folders each file is one text and its folder's name the class; of a folder
 * (or list) of files each line is one text and its file's name the class.
 */
final class Texts implements Format {

  private final DataSettings settings;
  private final Labels labels;
  private final List<List<String>> texts = new ArrayList<>();

  Texts(DataSettings settings) {
    this.settings = settings;
    labels = new Labels(settings);
  }

  @Override
  public void read(List<DataFile> files, int limit) throws IOException {
    for (DataFile file : files) {
      if (texts.size() >= limit && limit < Integer.MAX_VALUE && file.place().contains("/")) {
        return;
      }
      labels.begin(file.name());
      try (BufferedReader lines = file.lines()) {
        if (file.fileName().matches(".*\\.[ct]sv")) {
          readTable(file.name(), new CsvRecords(lines), limit);
        } else if (file.place().contains("/")) {
          StringBuilder text = new StringBuilder();
          lines.lines().forEach(line -> text.append(line).append('\n'));
          add(text.toString(), file.folder(), 1);
        } else {
          readLines(file, lines, limit);
        }
      }
    }
  }

  private void readLines(DataFile file, BufferedReader lines, int limit) throws IOException {
    int row = 1;
    for (String line = lines.readLine();
        line != null && row <= limit;
        line = lines.readLine(), row++) {
      if (!line.isBlank()) {
        add(line, file.fileName(), row);
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
      add(fields.get(column), fields.get(layout.label()), records.row());
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

  private void add(String text, String label, int row) throws DataException {
    labels.add(label, row);
    texts.add(Vocabulary.words(text, settings.text().length()));
  }

  @Override
  public Labels labels() {
    return labels;
  }

  @Override
  public Encoded encode(int[] training) {
    TextSettings text = settings.text();
    Vocabulary vocabulary = Vocabulary.fit(texts, training, text.vocabulary(), text.minCount());
    int steps = Math.max(1, texts.stream().mapToInt(List::size).max().orElse(1));
    float[] rows = new float[Math.multiplyExact(texts.size(), steps)];
    int[] lengths = new int[texts.size()];
    for (int i = 0; i < lengths.length; i++) {
      List<String> words = texts.get(i);
      lengths[i] = Math.max(1, words.size()); // a text without words is one unknown word
      for (int j = 0; j < words.size(); j++) {
        rows[i * steps + j] = vocabulary.place(words.get(j));
      }
    }
    ObjectNode encoding = Json.object().put("length", text.length());
    ArrayNode words = encoding.putArray("vocabulary");
    vocabulary.words().forEach(words::add);
    return new Encoded(
        new Shape.Tokens(steps, vocabulary.words().size()),
        Rows.of(rows, steps),
        lengths,
        encoding);
  }
}
