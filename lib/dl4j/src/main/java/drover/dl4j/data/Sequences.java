package drover.dl4j.data;

import drover.core.json.Json;
import drover.dl4j.layers.Shape;
import java.io.IOException;
import java.util.List;

/** Sequences of numbers as they are read; shorter ones are padded at the end. */
final class Sequences {

  /** For each sequence its length, and then all its steps feature by feature. */
  private final Spool spool;

  private int features;
  private int shortest = Integer.MAX_VALUE;
  private int longest;

  Sequences(Spool spool) {
    this.spool = spool;
  }

  /**
   * Adds a sequence.
   *
   * @param row where it stands in its file
   * @param columns for each feature the numbers of all steps
   */
  void add(String file, int row, List<float[]> columns) throws IOException {
    int length = columns.get(0).length;
    for (int i = 0; i < columns.size(); i++) {
      if (columns.get(i).length != length) {
        throw new DataException(
            file,
            row,
            "feature %d has %d steps, but feature 0 has %d"
                .formatted(i, columns.get(i).length, length));
      }
    }
    if (features > 0 && columns.size() != features) {
      throw new DataException(
          file,
          row,
          "%d features, but the first sequence has %d".formatted(columns.size(), features));
    }
    features = columns.size();
    shortest = Math.min(shortest, length);
    longest = Math.max(longest, length);
    spool.put(length);
    for (float[] column : columns) {
      spool.put(column);
    }
  }

  /** A finite number of a field. */
  static float number(String file, int row, String column, String field) throws DataException {
    try {
      float value = Float.parseFloat(field);
      if (Float.isFinite(value)) {
        return value;
      }
    } catch (NumberFormatException e) {
      // told below
    }
    throw new DataException(file, row, column + " must be a number, but is '" + field + "'");
  }

  /** All of them, as long as the longest. */
  Format.Encoded encode() throws IOException {
    Spool.Reader reader = spool.reader();
    return new Format.Encoded(
        new Shape.Sequence(longest, features),
        false,
        shortest < longest,
        Json.object(),
        row -> {
          int length = reader.nextInt();
          for (int f = 0; f < features; f++) {
            reader.next(row, f * longest, length);
          }
          return length;
        });
  }
}
