package drover.dl4j.layers;

import drover.dl4j.layers.Shape.Image;
import drover.dl4j.layers.Shape.Sequence;

/**
 * A window that moves over an image (a square) or over a sequence.
 *
 * @param kernel edge of the window: pixels or steps that it looks at
 * @param stride pixels or steps from one position to the next
 * @param dilation pixels or steps from one that it looks at to the next
 * @param same true to pad with zeros until only the stride makes the output smaller
 */
record Window(int kernel, int stride, int dilation, boolean same) {

  /** What has one pixel or step for each position of the window. */
  Shape over(Shape input, long channels) throws InfeasibleException {
    if (input instanceof Image image) {
      require(Math.min(image.height(), image.width()), image);
      return new Image(positions(image.height()), positions(image.width()), channels);
    }
    if (input instanceof Sequence sequence) {
      require(sequence.steps(), sequence);
      return new Sequence(positions(sequence.steps()), channels);
    }
    throw new InfeasibleException(
        "its input is a vector of "
            + input
            + ", not an image; place it before dense layers, and give CSV data a data.shape");
  }

  /** How many numbers of one channel it looks at. */
  long size(Shape input) {
    return input instanceof Image ? (long) kernel * kernel : kernel;
  }

  private void require(long length, Shape input) throws InfeasibleException {
    if (!same && reach() > length) {
      String dilated = dilation == 1 ? "" : " dilated by " + dilation;
      throw new InfeasibleException(
          "kernel " + kernel + dilated + " is larger than its input " + input);
    }
  }

  private long reach() {
    return (long) dilation * (kernel - 1) + 1;
  }

  private long positions(long length) {
    return same ? (length + stride - 1) / stride : (length - reach()) / stride + 1;
  }
}
