package drover.dl4j.data;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

/**
 * The {@code .ts} format of the UEA and UCR archives (Bagnall et al. 2018): header lines that begin
 * with {@code @}, then a sequence a line: its features one after another, parted by {@code :}, each
 * with its steps parted by commas, and at the end the label.
 */
final class UeaSequences implements Format {

  private final Labels labels;
  private final Sequences sequences;

  /** What the header of a file says of its lines; 0 and nothing where it does not. */
  private int dimensions;

  private Set<String> classes = Set.of();

  UeaSequences(DataSettings settings, Spool spool) {
    sequences = new Sequences(spool);
    labels = new Labels(settings);
  }

  @Override
  public void read(List<DataFile> files, int limit) throws IOException {
    for (DataFile file : files) {
      labels.begin(file.name());
      try (Lines lines = file.lines()) {
        read(lines, limit);
      }
    }
  }

  private void read(Lines lines, int limit) throws IOException {
    String file = lines.file();
    boolean data = false;
    dimensions = 0;
    classes = Set.of();
    long end = (long) labels.size() + limit;
    for (String line = lines.next(); line != null && labels.size() < end; line = lines.next()) {
      int row = lines.row();
      if (line.isBlank() || line.startsWith("#")) {
        continue;
      }
      if (data) {
        add(file, row, line);
      } else if (line.strip().toLowerCase(Locale.ROOT).startsWith("@data")) {
        data = true;
      } else if (!line.startsWith("@")) {
        throw new DataException(file, row, "a header line begins with @, and @data ends them");
      } else {
        header(file, row, line.strip().split("\\s+"));
      }
    }
    if (!data) {
      throw DataException.of("source", file, "there is no line @data");
    }
  }

  private void header(String file, int row, String[] words) throws DataException {
    String value = words.length > 1 ? words[1] : "";
    switch (words[0].toLowerCase(Locale.ROOT)) {
      case "@timestamps" -> {
        if (value.equalsIgnoreCase("true")) {
          throw new DataException(file, row, "sequences with time stamps cannot be read");
        }
      }
      case "@univariate" -> dimensions = value.equalsIgnoreCase("true") ? 1 : dimensions;
      case "@dimension", "@dimensions" ->
          dimensions = value.matches("\\d{1,9}") ? Integer.parseInt(value) : 0;
      case "@classlabel" ->
          classes =
              new TreeSet<>(Arrays.asList(words).subList(Math.min(2, words.length), words.length));
      default -> {} // says nothing about the lines
    }
  }

  private void add(String file, int row, String line) throws IOException {
    int colon = line.lastIndexOf(':');
    if (colon < 0) {
      throw new DataException(file, row, "features and label must be parted by ':'");
    }
    String[] features = line.substring(0, colon).split(":", -1);
    if (dimensions > 0 && features.length != dimensions) {
      throw new DataException(
          file, row, "%d features, but @dimensions is %d".formatted(features.length, dimensions));
    }
    String label = line.substring(colon + 1).strip();
    if (!classes.isEmpty() && !label.isEmpty() && !classes.contains(label)) {
      throw new DataException(
          file,
          row,
          "the label must be one of %s, as @classLabel says, but is '%s'"
              .formatted(classes, label));
    }
    List<float[]> columns = new ArrayList<>();
    for (int feature = 0; feature < features.length; feature++) {
      columns.add(numbers(file, row, feature, features[feature]));
    }
    sequences.add(file, row, columns);
    labels.add(label, row);
  }

  private static float[] numbers(String file, int row, int feature, String text)
      throws DataException {
    String[] fields = text.split(",", -1);
    float[] numbers = new float[fields.length];
    for (int i = 0; i < fields.length; i++) {
      numbers[i] = Sequences.number(file, row, "feature " + feature, fields[i].strip());
    }
    return numbers;
  }

  @Override
  public Labels labels() {
    return labels;
  }

  @Override
  public Encoded encode(int[] training) throws IOException {
    return sequences.encode();
  }
}
