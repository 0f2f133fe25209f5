package drover.dl4j.layers;

import drover.dl4j.layers.Shape.Image;

/**
 * A square window that moves over an image.
 *
 * @param kernel edge of the window in pixels
 * @param stride pixels from one position to the next
 * @param same true to pad the image with zeros until only the stride makes it smaller
 */
record Window(int kernel, int stride, boolean same) {

  /** An image with one pixel for each position of the window. */
  Image over(Shape input, long channels) throws InfeasibleException {
    if (!(input instanceof Image image)) {
      throw new InfeasibleException(
          "its input is a vector of "
              + input
              + ", not an image; place it before dense layers, and give CSV data a data.shape");
    }
    if (!same && kernel > Math.min(image.height(), image.width())) {
      throw new InfeasibleException("kernel " + kernel + " is larger than its input " + image);
    }
    return new Image(positions(image.height()), positions(image.width()), channels);
  }

  private long positions(long length) {
    return same ? (length + stride - 1) / stride : (length - kernel) / stride + 1;
  }
}
