package drover.dl4j.convolution;

/** The maxima of the windows of an image, channel by channel; of equals, the first. */
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
   * Finds the maxima.
   *
   * @param winners index of each window's maximum in the image, written from {@code start}
   */
  void find(float[] image, float[] maxima, int[] winners, int start) {
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
  private void findOfFour(float[] image, float[] maxima, int[] winners, int start) {
    int next = 0;
    for (int channel = 0; channel < channels; channel++) {
      for (int y = 0; y < height.positions(); y++) {
        int above = (channel * height.size() + 2 * y) * width.size();
        for (int x = 0; x < width.positions(); x++, above += 2, next++) {
          int below = above + width.size();
          int first = image[above + 1] > image[above] ? above + 1 : above;
          int second = image[below + 1] > image[below] ? below + 1 : below;
          int winner = image[second] > image[first] ? second : first;
          maxima[next] = image[winner];
          winners[start + next] = winner;
        }
      }
    }
  }

  private int winner(float[] image, int firstRow, int lastRow, int x) {
    int first = width.pixel(x, width.firstCell(x));
    int last = width.pixel(x, width.endCell(x) - 1);
    int winner = firstRow + first;
    for (int row = firstRow; row <= lastRow; row += height.dilation() * width.size()) {
      for (int i = row + first; i <= row + last; i += width.dilation()) {
        winner = image[i] > image[winner] ? i : winner;
      }
    }
    return winner;
  }
}
