package drover.dl4j.data;

import drover.core.config.Sections;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Data of tests, in memory. */
final class TestData {

  private TestData() {}

  static DataSettings settings(String data) {
    return DataSettings.read(Sections.resolved("{" + data + "}", "objective.dl4j.data"));
  }

  static DataFile file(String name, byte[] content) {
    return new DataFile(name, name, () -> new ByteArrayInputStream(content));
  }

  static DataFile file(String name, String content) {
    return file(name, content.getBytes(StandardCharsets.UTF_8));
  }

  /** All examples of a CSV file, encodings fitted to all. */
  static Examples csv(String content, String data) throws IOException {
    Format csv = new Csv(settings("source = my.csv, " + data));
    return read(csv, file("my.csv", content));
  }

  /** All examples of files, encodings fitted to all. */
  static Examples read(Format format, DataFile... files) throws IOException {
    format.read(List.of(files), Integer.MAX_VALUE);
    int[] all = Split.range(0, format.labels().size());
    Targets targets = format.labels().targets(all);
    Format.Encoded encoded = format.encode(all);
    return new Examples(
        encoded.shape(), encoded.rows(), encoded.lengths(), Standardisation.NONE, targets);
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
