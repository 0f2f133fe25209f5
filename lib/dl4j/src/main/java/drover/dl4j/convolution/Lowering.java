package drover.dl4j.convolution;

import drover.dl4j.natives.NativeFloats;
import java.util.Arrays;

/**
 * A few images, lowered for a convolution by products of matrices (Cho and Brand, "MEC:
 * memory-efficient convolution for deep neural network", 2017): a row for each channel and
 * horizontal cell of the window, and in it, line by line of the padded images, the pixel below that
 * cell at each horizontal position, or 0 outside the image.
 *
 * <p>To move a window down by a line is then to move on in all rows by the same length. So what a
 * vertical cell meets at all positions of the window is a part of the rows, and needs no copy. With
 * a vertical stride s the lines 0, s, 2s… come first, then 1, s + 1…, so that this holds too. The
 * same line of all images lies together, so that one product is of all of them.
 */
final class Lowering {

  private final int channels;
  private final Axis height;
  private final Axis width;
  private final int images;
  private final int lineLength;
  private final int rowLength;

  /** Where each line of an image starts in each row. */
  private final int[] starts;

  Lowering(int channels, Axis height, Axis width, int images) {
    this.channels = channels;
    this.height = height;
    this.width = width;
    this.images = images;
    lineLength = images * width.positions();
    rowLength = height.stride() * linesOfRest() * lineLength;
    starts = new int[Math.max(0, Math.min(height.size(), height.reach() - height.padding()))];
    Arrays.setAll(starts, y -> start(y + height.padding()));
  }

  int images() {
    return images;
  }

  /** Channels times horizontal cells. */
  int rows() {
    return channels * width.kernel();
  }

  /** Whether this is the image itself: one, whose every pixel is a position of a single cell. */
  boolean isImage() {
    return images == 1 && height.isIdentity() && width.isIdentity();
  }

  /** Numbers in a row. */
  int rowLength() {
    return rowLength;
  }

  int length() {
    return rows() * rowLength;
  }

  /** Positions of the window in all images, which are a vertical cell's numbers in each row. */
  int positions() {
    return height.positions() * lineLength;
  }

  /** What a vertical cell meets, of the first rows of lowered images. */
  Matrix ofCell(NativeFloats lowered, int cell, int rows) {
    return new Matrix(lowered, startOfCell(cell), rows, positions(), rowLength);
  }

  /** Where the numbers of a vertical cell start in each row. */
  int startOfCell(int cell) {
    return start(cell * height.dilation());
  }

  /** Numbers of an image. */
  int imageLength() {
    return channels * height.size() * width.size();
  }

  /** Writes an image, but not the zeros around it. */
  void lower(float[] image, int number, float[] lowered) {
    for (int row = 0; row < rows(); row++) {
      int first = width.first(row % width.kernel());
      int count = width.end(row % width.kernel()) - first;
      int from = pixel(row, first);
      int to = row * rowLength + number * width.positions() + first;
      for (int start : starts) {
        copy(image, from, width.stride(), lowered, to + start, count);
        from += width.size();
      }
    }
  }

  /** Adds to each pixel of an image what lies on it: the transpose of {@link #lower}. */
  void raise(float[] lowered, int number, float[] image) {
    for (int row = 0; row < rows(); row++) {
      int first = width.first(row % width.kernel());
      int count = width.end(row % width.kernel()) - first;
      int to = pixel(row, first);
      int from = row * rowLength + number * width.positions() + first;
      for (int start : starts) {
        add(lowered, from + start, image, to, width.stride(), count);
        to += width.size();
      }
    }
  }

  /** Where in the image's first line a row's cell lies at a position. */
  private int pixel(int row, int position) {
    int channel = row / width.kernel();
    return channel * height.size() * width.size() + width.pixel(position, row % width.kernel());
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

  private static void add(float[] from, int first, float[] to, int start, int step, int count) {
    for (int i = 0; i < count; i++) {
      to[start + i * step] += from[first + i];
    }
  }

  /** Where a line of the padded images starts in each row. */
  private int start(int line) {
    int rest = line % height.stride();
    return (rest * linesOfRest() + line / height.stride()) * lineLength;
  }

  /** At most so many lines have the same number modulo the stride. */
  private int linesOfRest() {
    return (height.reach() + height.stride() - 1) / height.stride();
  }
}
