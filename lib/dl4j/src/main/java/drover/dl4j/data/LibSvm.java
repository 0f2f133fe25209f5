package drover.dl4j.data;

import drover.core.json.Json;
import java.io.BufferedReader;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * The format of LIBSVM (Chang and Lin 2011): a label, then {@code index:value} with indices from 1
 * in ascending order; what is not there is 0.
 */
final class LibSvm implements Format {

  private final DataSettings settings;
  private final Labels labels;
  private final List<int[]> indices = new ArrayList<>();
  private final List<float[]> values = new ArrayList<>();
  private int width;

  LibSvm(DataSettings settings) {
    this.settings = settings;
    labels = new Labels(settings);
  }

  @Override
  public void read(List<DataFile> files, int limit) throws IOException {
    for (DataFile file : files) {
      labels.begin(file.name());
      long end = (long) labels.size() + limit;
      try (BufferedReader lines = file.lines()) {
        int row = 1;
        for (String line = lines.readLine();
            line != null && labels.size() < end;
            line = lines.readLine(), row++) {
          String example = line.replaceFirst("#.*", "").strip();
          if (!example.isEmpty()) {
            add(file.name(), row, example.split("\\s+"));
          }
        }
      }
    }
  }

  private void add(String file, int row, String[] fields) throws DataException {
    int[] places = new int[fields.length - 1];
    float[] numbers = new float[fields.length - 1];
    int before = 0;
    for (int i = 0; i < places.length; i++) {
      String[] pair = fields[i + 1].split(":", -1);
      if (pair.length != 2 || !pair[0].matches("\\d{1,9}")) {
        throw new DataException(
            file, row, "'" + fields[i + 1] + "' must be index:value, the index from 1");
      }
      places[i] = Integer.parseInt(pair[0]);
      if (places[i] <= before) {
        throw new DataException(
            file, row, "index " + places[i] + " must be more than " + before);
      }
      before = places[i];
      numbers[i] = Sequences.number(file, row, "index " + places[i], pair[1]);
    }
    labels.add(fields[0], row);
    indices.add(places);
    values.add(numbers);
    width = Math.max(width, before);
  }

  @Override
  public Labels labels() {
    return labels;
  }

  @Override
  public Encoded encode(int[] training) throws DataException {
    float[] rows = new float[Math.multiplyExact(labels.size(), width)];
    for (int i = 0; i < labels.size(); i++) {
      for (int j = 0; j < indices.get(i).length; j++) {
        rows[i * width + indices.get(i)[j] - 1] = values.get(i)[j];
      }
    }
    return new Encoded(
        settings.shapeOf(width, settings.source().get(0)), Rows.of(rows, width), new int[0], Json.object());
  }
}
