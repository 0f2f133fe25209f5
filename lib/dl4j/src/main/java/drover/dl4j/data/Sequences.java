package drover.dl4j.data;

import drover.core.json.Json;
import drover.dl4j.layers.Shape;
import java.util.ArrayList;
import java.util.List;

/** Sequences of numbers as they are read; shorter ones are padded at the end. */
final class Sequences {

  /** For each sequence, an array of its steps for each feature. */
  private final List<List<float[]>> sequences = new ArrayList<>();

  private int steps;

  /**
   * Adds a sequence.
   *
   * @param row where it stands in its file
   * @param features for each feature the numbers of all steps
   */
  void add(String file, int row, List<float[]> features) throws DataException {
    int length = features.get(0).length;
    for (int i = 0; i < features.size(); i++) {
      if (features.get(i).length != length) {
        throw new DataException(
            file,
            row,
            "feature %d has %d steps, but feature 0 has %d"
                .formatted(i, features.get(i).length, length));
      }
    }
    if (!sequences.isEmpty() && sequences.get(0).size() != features.size()) {
      throw new DataException(
          file,
          row,
          "%d features, but the first sequence has %d"
              .formatted(features.size(), sequences.get(0).size()));
    }
    sequences.add(features);
    steps = Math.max(steps, length);
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
  Format.Encoded encode() {
    int features = sequences.get(0).size();
    int width = Math.multiplyExact(features, steps);
    float[] rows = new float[Math.multiplyExact(sequences.size(), width)];
    int[] lengths = new int[sequences.size()];
    boolean full = true;
    for (int i = 0; i < lengths.length; i++) {
      lengths[i] = sequences.get(i).get(0).length;
      full &= lengths[i] == steps;
      for (int f = 0; f < features; f++) {
        System.arraycopy(sequences.get(i).get(f), 0, rows, i * width + f * steps, lengths[i]);
      }
    }
    return new Format.Encoded(
        new Shape.Sequence(steps, features),
        Rows.of(rows, width),
        full ? new int[0] : lengths,
        Json.object());
  }
}
