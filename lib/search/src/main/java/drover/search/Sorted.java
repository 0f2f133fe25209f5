package drover.search;

import java.util.Arrays;

/**
 * Losses in ascending order, in one array: to add one moves those above it, some microseconds among
 * tens of thousands.
 */
final class Sorted {

  private double[] values = new double[16];
  private int size;

  void add(double value) {
    int at = rank(value);
    if (size == values.length) {
      values = Arrays.copyOf(values, 2 * size);
    }
    System.arraycopy(values, at, values, at + 1, size - at);
    values[at] = value;
    size++;
  }

  int size() {
    return size;
  }

  /** The i-th smallest, from 0. */
  double get(int i) {
    return values[i];
  }

  /** How many are smaller than the value. */
  int rank(double value) {
    int low = 0;
    int high = size;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (values[middle] < value) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }
}
