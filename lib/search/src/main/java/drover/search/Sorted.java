package drover.search;

import java.util.Arrays;

/** Losses in ascending order. */
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

  /** A place of the value in the order: none before it is larger, none from it on is smaller. */
  int rank(double value) {
    int found = Arrays.binarySearch(values, 0, size, value);
    return found < 0 ? -found - 1 : found;
  }
}
