package drover.dl4j.convolution;

import java.util.Arrays;

/**
 * The column matrix of an image: a row for each channel and cell of the window, in the order of the
 * weights, and in it the pixel below that cell at each position of the window, or 0 outside the
 * image. It makes a convolution a product of matrices (Chellapilla, Puri and Simard, "High
 * performance convolutional neural networks for document processing", 2006).
 *
 * <p>Moving a window down by a whole row moves a row of the matrix by the width of the output. So
 * an image is first shifted horizontally, once for each column of the window, in short runs; the
 * cells of that column then are long runs of the shifted image.
 */
final class Columns {

  private final int channels;
  private final Axis height;
  private final Axis width;
  private final float[] shifted;

  Columns(int channels, Axis height, Axis width) {
    this.channels = channels;
    this.height = height;
    this.width = width;
    shifted = new float[height.size() * width.positions()];
  }

  /** Channels times cells of the window. */
  int rows() {
    return channels * height.kernel() * width.kernel();
  }

  /** Positions of the window. */
  int positions() {
    return height.positions() * width.positions();
  }

  /** Numbers in an image. */
  int imageLength() {
    return channels * height.size() * width.size();
  }

  /** Whether they are the image itself: whether the window is one pixel that goes everywhere. */
  boolean areImage() {
    return height.isIdentity() && width.isIdentity();
  }

  /** Writes the columns of an image. */
  void fill(float[] columns, float[] image) {
    for (int channel = 0; channel < channels; channel++) {
      for (int cell = 0; cell < width.kernel(); cell++) {
        shift(image, channel, cell);
        for (int row = 0; row < height.kernel(); row++) {
          fillRow(columns, start(channel, row, cell), row);
        }
      }
    }
  }

  /**
   * Writes into each pixel the sum of the numbers of the columns that lie on it: the gradient of
   * the image, from the gradient of its columns.
   */
  void sum(float[] columns, float[] image) {
    Arrays.fill(image, 0, imageLength(), 0);
    for (int channel = 0; channel < channels; channel++) {
      for (int cell = 0; cell < width.kernel(); cell++) {
        Arrays.fill(shifted, 0);
        for (int row = 0; row < height.kernel(); row++) {
          sumRow(columns, start(channel, row, cell), row);
        }
        unshift(image, channel, cell);
      }
    }
  }

  private int start(int channel, int row, int cell) {
    return ((channel * height.kernel() + row) * width.kernel() + cell) * positions();
  }

  private void shift(float[] image, int channel, int cell) {
    int first = width.first(cell);
    int end = width.end(cell);
    for (int y = 0; y < height.size(); y++) {
      int to = y * width.positions();
      int from = (channel * height.size() + y) * width.size() + width.pixel(first, cell);
      Arrays.fill(shifted, to, to + first, 0);
      copy(image, from, width.stride(), shifted, to + first, end - first);
      Arrays.fill(shifted, to + end, to + width.positions(), 0);
    }
  }

  private static void copy(float[] from, int first, int step, float[] to, int start, int count) {
    if (step == 1 && count > 0) {
      System.arraycopy(from, first, to, start, count);
    } else {
      for (int i = 0; i < count; i++) {
        to[start + i] = from[first + i * step];
      }
    }
  }

  private void unshift(float[] image, int channel, int cell) {
    int first = width.first(cell);
    int count = width.end(cell) - first;
    int step = width.stride();
    for (int y = 0; y < height.size(); y++) {
      int from = y * width.positions() + first;
      int to = (channel * height.size() + y) * width.size() + width.pixel(first, cell);
      for (int i = 0; i < count; i++) {
        image[to + i * step] += shifted[from + i];
      }
    }
  }

  private void fillRow(float[] columns, int start, int row) {
    int length = width.positions();
    int first = height.first(row);
    int end = height.end(row);
    Arrays.fill(columns, start, start + first * length, 0);
    int run = run(first, end);
    for (int y = first; y < end; y += run) {
      System.arraycopy(
          shifted, height.pixel(y, row) * length, columns, start + y * length, run * length);
    }
    Arrays.fill(columns, start + end * length, start + positions(), 0);
  }

  private void sumRow(float[] columns, int start, int row) {
    int length = width.positions();
    int first = height.first(row);
    int end = height.end(row);
    int run = run(first, end);
    for (int y = first; y < end; y += run) {
      int from = start + y * length;
      int to = height.pixel(y, row) * length;
      for (int i = 0; i < run * length; i++) {
        shifted[to + i] += columns[from + i];
      }
    }
  }

  /** How many positions lie one after the other, with nothing between, in the shifted image. */
  private int run(int first, int end) {
    return height.stride() == 1 ? Math.max(1, end - first) : 1;
  }
}
