package drover.dl4j.data;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import drover.core.config.Sections;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.GZIPOutputStream;

/** Small data of tests. */
final class TestData {

  private TestData() {}

  /** Makes a reader of a format. */
  interface Maker {
    Format of(Spool spool) throws IOException;
  }

  static DataSettings settings(String data) {
    return DataSettings.read(Sections.resolved("{" + data + "}", "objective.dl4j.data"));
  }

  static DataFile file(String name, byte[] content) {
    return new DataFile(name, name, content.length, () -> new ByteArrayInputStream(content));
  }

  static DataFile file(String name, String content) {
    return file(name, content.getBytes(StandardCharsets.UTF_8));
  }

  /** All examples of a CSV file, encodings fitted to all. */
  static Examples csv(String content, String data) throws IOException {
    return read(
        spool -> new Csv(settings("source = my.csv, " + data), spool), file("my.csv", content));
  }

  /**
   * All examples of files of the format that they seem to be of.
   *
   * @param data further settings
   */
  static Examples read(String data, DataFile... files) throws IOException {
    DataSettings settings = settings("source = my, " + data);
    String format = Formats.name(settings, List.of(files));
    return read(spool -> Formats.of(format, settings, spool), files);
  }

  /** Requires what {@link #read(String, DataFile...)} says of files. */
  static void assertMistake(String message, String data, DataFile... files) {
    assertThatThrownBy(() -> read(data, files))
        .isInstanceOf(DataException.class)
        .hasMessageContaining(message);
  }

  static byte[] gzip(byte[] content) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
      gzip.write(content);
    }
    return bytes.toByteArray();
  }

  /** All examples of files, encodings fitted to all. */
  static Examples read(Maker maker, DataFile... files) throws IOException {
    try (Spool spool = Spool.small()) {
      Format format = maker.of(spool);
      format.read(List.of(files), Integer.MAX_VALUE);
      return examples(format, Split.range(0, format.labels().size()));
    }
  }

  /** All examples that a format has read. */
  static Examples examples(Format format, int[] training) throws IOException {
    Targets targets = format.labels().targets(Split.range(0, format.labels().size()), training);
    Format.Encoded encoded = format.encode(training);
    int[] lengths = new int[encoded.masked() ? targets.size() : 0];
    int width = Math.toIntExact(encoded.shape().size());
    Path file = Files.createTempFile("drover-rows-", "");
    Files.delete(file);
    try (RowFile rows = new RowFile(file, width, encoded.bytes())) {
      for (int i = 0; i < targets.size(); i++) {
        float[] row = new float[width];
        int length = encoded.rows().next(row);
        rows.add(row);
        if (encoded.masked()) {
          lengths[i] = length;
        }
      }
    }
    try {
      Rows rows = Rows.of(file, width, encoded.bytes());
      return new Examples(encoded.shape(), rows, lengths, Standardisation.NONE, targets);
    } finally {
      Files.delete(file); // what is mapped stays
    }
  }

  /** Examples split, encoded and written as for a study. */
  static Dataset dataset(Path folder, DataSettings settings, Maker maker, DataFile... files)
      throws IOException {
    return DatasetFolder.of(
        folder,
        into -> {
          try (Spool spool = Spool.in(into)) {
            Format format = maker.of(spool);
            format.read(List.of(files), Integer.MAX_VALUE);
            new DatasetWriter(format, Integer.MAX_VALUE, settings, Fold.NONE, 7).write(into);
          }
        });
  }

  /** All features, standardised, one example after another. */
  static float[] features(Examples examples) {
    int width = examples.rows().width();
    float[] all = new float[examples.size() * width];
    float[] row = new float[width];
    for (int i = 0; i < examples.size(); i++) {
      examples.read(i, row);
      System.arraycopy(row, 0, all, i * width, width);
    }
    return all;
  }

  static int[] labels(Examples examples) {
    return ((Targets.Classes) examples.targets()).labels();
  }

  static List<String> classes(Examples examples) {
    return ((Targets.Classes) examples.targets()).names();
  }
}
