package drover.dl4j.convolution;

/**
 * The maxima of the windows of an image, channel by channel; of equals, the first. They are found
 * among keys, integers in the order of the numbers, as the compiler makes moves without branches of
 * integers' comparisons only: which number is the largest is nothing that a processor could
 * predict.
 */
final class Maxima {

  private final int channels;
  private final Axis height;
  private final Axis width;

  Maxima(int channels, Axis height, Axis width) {
    this.channels = channels;
    this.height = height;
    this.width = width;
  }

  /** Numbers in an image. */
  int imageLength() {
    return channels * height.size() * width.size();
  }

  /** Windows of an image. */
  int length() {
    return channels * height.positions() * width.positions();
  }

  /**
   * Turns numbers' bits into keys, and keys into bits: where the sign is set, the negative of the
   * rest. Both zeros have the key 0.
   */
  static void exchange(int[] values, int length) {
    for (int i = 0; i < length; i++) {
      int sign = values[i] >> 31;
      values[i] = ((values[i] ^ sign) - sign) ^ (sign & 0x80000000);
    }
  }

  /**
   * Finds the maxima.
   *
   * @param winners index of each window's maximum in the image, written from {@code start}
   */
  void find(int[] image, int[] maxima, int[] winners, int start) {
    if (height.isHalving() && width.isHalving()) {
      findOfFour(image, maxima, winners, start);
      return;
    }
    int next = 0;
    for (int channel = 0; channel < channels; channel++) {
      int plane = channel * height.size() * width.size();
      for (int y = 0; y < height.positions(); y++) {
        int firstRow = plane + height.pixel(y, height.firstCell(y)) * width.size();
        int lastRow = plane + height.pixel(y, height.endCell(y) - 1) * width.size();
        for (int x = 0; x < width.positions(); x++) {
          int winner = winner(image, firstRow, lastRow, x);
          maxima[next] = image[winner];
          winners[start + next] = winner;
          next++;
        }
      }
    }
  }

  /** The same for windows of 2 x 2 pixels side by side. */
  private void findOfFour(int[] image, int[] maxima, int[] winners, int start) {
    int next = 0;
    for (int channel = 0; channel < channels; channel++) {
      for (int y = 0; y < height.positions(); y++) {
        int above = (channel * height.size() + 2 * y) * width.size();
        for (int x = 0; x < width.positions(); x++, above += 2, next++) {
          int below = above + width.size();
          int first = later(image[above], image[above + 1]);
          int largest = image[above] + (image[above + 1] - image[above] & first);
          int second = later(image[below], image[below + 1]);
          int largestBelow = image[below] + (image[below + 1] - image[below] & second);
          int last = later(largest, largestBelow);
          maxima[next] = largest + (largestBelow - largest & last);
          winners[start + next] = (above - first & ~last) + (below - second & last);
        }
      }
    }
  }

  private int winner(int[] image, int firstRow, int lastRow, int x) {
    int first = width.pixel(x, width.firstCell(x));
    int last = width.pixel(x, width.endCell(x) - 1);
    int winner = firstRow + first;
    for (int row = firstRow; row <= lastRow; row += height.dilation() * width.size()) {
      for (int i = row + first; i <= row + last; i += width.dilation()) {
        winner += i - winner & later(image[winner], image[i]);
      }
    }
    return winner;
  }

  /** All bits set if the second is larger, else none. */
  private static int later(int first, int second) {
    return (int) ((long) first - second >> 63);
  }
}
