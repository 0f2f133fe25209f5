package drover.dl4j.data;

import drover.core.json.Json;
import drover.dl4j.layers.Shape;
import java.io.IOException;
import java.util.List;

/**
 * The format of LIBSVM (Chang and Lin 2011): a label, then {@code index:value} with indices from 1
 * in ascending order; what is not there is 0.
 */
final class LibSvm implements Format {

  private final DataSettings settings;
  private final Labels labels;
  private final Spool spool;
  private int width;

  LibSvm(DataSettings settings, Spool spool) {
    this.settings = settings;
    this.spool = spool;
    labels = new Labels(settings);
  }

  @Override
  public void read(List<DataFile> files, int limit) throws IOException {
    for (DataFile file : files) {
      labels.begin(file.name());
      long end = (long) labels.size() + limit;
      try (Lines lines = file.lines()) {
        for (String line = lines.next(); line != null && labels.size() < end; line = lines.next()) {
          String example = line.replaceFirst("#.*", "").strip();
          if (!example.isEmpty()) {
            add(file.name(), lines.row(), example.split("\\s+"));
          }
        }
      }
    }
  }

  private void add(String file, int row, String[] fields) throws IOException {
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
        throw new DataException(file, row, "index " + places[i] + " must be more than " + before);
      }
      before = places[i];
      numbers[i] = Sequences.number(file, row, "index " + places[i], pair[1]);
    }
    labels.add(fields[0], row);
    spool.put(places.length);
    for (int i = 0; i < places.length; i++) {
      spool.put(places[i] - 1);
      spool.put(numbers[i]);
    }
    width = Math.max(width, before);
  }

  @Override
  public Labels labels() {
    return labels;
  }

  @Override
  public Encoded encode(int[] training) throws IOException {
    Spool.Reader reader = spool.reader();
    return Encoded.of(
        settings.shapeOf(new Shape.Flat(width), settings.source().get(0)),
        false,
        Json.object(),
        row -> {
          for (int rest = reader.nextInt(); rest > 0; rest--) {
            int place = reader.nextInt();
            row[place] = reader.nextFloat();
          }
          return 0;
        });
  }
}
