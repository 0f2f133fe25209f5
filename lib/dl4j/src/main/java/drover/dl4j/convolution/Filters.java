package drover.dl4j.convolution;

import drover.dl4j.natives.NativeFloats;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Weights in the order of the products of matrices: a column for each filter, and a row for each
 * vertical cell of the window, channel and horizontal cell, in this order; then one of the biases,
 * if there are any. DL4J's order is [filters, channels, vertical cells, horizontal cells].
 *
 * @param count filters
 * @param height vertical cells
 * @param width horizontal cells
 */
record Filters(int count, int channels, int height, int width, boolean biased) {

  static Filters of(INDArray weights, @Nullable INDArray bias) {
    return new Filters(
        (int) weights.size(0),
        (int) weights.size(1),
        (int) weights.size(2),
        (int) weights.size(3),
        bias != null);
  }

  int rows() {
    return rowsOfCell() * height + (biased ? 1 : 0);
  }

  /** Rows of a vertical cell, without that of the biases. */
  int rowsOfCell() {
    return channels * width;
  }

  int length() {
    return rows() * count;
  }

  Matrix matrix(NativeFloats values) {
    return new Matrix(values, rows(), count);
  }

  /** Brings weights and biases into this order. */
  void read(INDArray weights, @Nullable INDArray bias, float[] heap, Matrix rows) {
    float[] plain = new float[(int) weights.length()];
    NativeFloats.of(weights).get(0, plain, plain.length);
    int cells = plain.length / count;
    for (int row = 0; row < cells; row++) {
      int to = place(row) * count;
      for (int filter = 0; filter < count; filter++) {
        heap[to + filter] = plain[filter * cells + row];
      }
    }
    rows.values().put(0, heap, plain.length);
    if (bias != null) {
      NativeFloats.of(bias).get(0, heap, count);
      rows.values().put(plain.length, heap, count);
    }
  }

  /** Brings what is in this order back. */
  void write(Matrix rows, float[] heap, INDArray weights, @Nullable INDArray bias) {
    float[] plain = new float[(int) weights.length()];
    rows.values().get(0, heap, plain.length);
    int cells = plain.length / count;
    for (int row = 0; row < cells; row++) {
      int from = place(row) * count;
      for (int filter = 0; filter < count; filter++) {
        plain[filter * cells + row] = heap[from + filter];
      }
    }
    NativeFloats.of(weights).put(0, plain, plain.length);
    if (bias != null) {
      rows.values().get(plain.length, heap, count);
      NativeFloats.of(bias).put(0, heap, count);
    }
  }

  /** The row of the weight that is this one of a filter's in DL4J's order. */
  private int place(int weight) {
    int x = weight % width;
    int y = weight / width % height;
    int channel = weight / width / height;
    return (y * channels + channel) * width + x;
  }
}
