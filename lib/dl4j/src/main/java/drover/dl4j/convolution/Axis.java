package drover.dl4j.convolution;

import java.util.stream.IntStream;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.util.ConvolutionUtils;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The positions of a window along one edge of an image. At position o its cell k lies on pixel
 * {@code o * stride - padding + k * dilation}, which may be outside the image.
 *
 * @param size pixels
 * @param kernel cells of the window
 * @param padding pixels before the first one
 * @param positions how many there are
 */
record Axis(int size, int kernel, int stride, int padding, int dilation, int positions) {

  /**
   * The axes, height and width, of a window over images.
   *
   * @param images of shape [examples, channels, height, width]
   * @param padding is ignored if the mode is Same
   */
  static Axis[] of(
      INDArray images,
      int[] kernel,
      int[] stride,
      int[] padding,
      int[] dilation,
      ConvolutionMode mode) {
    boolean same = mode == ConvolutionMode.Same;
    int[] size = {(int) images.size(2), (int) images.size(3)};
    int[] positions =
        ConvolutionUtils.getOutputSize(
            images, kernel, stride, same ? null : padding, mode, dilation, CNN2DFormat.NCHW);
    int[] before =
        same
            ? ConvolutionUtils.getSameModeTopLeftPadding(positions, size, kernel, stride, dilation)
            : padding;
    Axis[] axes = new Axis[2];
    for (int i = 0; i < axes.length; i++) {
      axes[i] = new Axis(size[i], kernel[i], stride[i], before[i], dilation[i], positions[i]);
    }
    return axes;
  }

  /** Whether each position is that of the pixel of the same number. */
  boolean isIdentity() {
    return kernel == 1 && stride == 1 && padding == 0 && positions == size;
  }

  /** Pixels, those of the padding included, from the window's first to its last. */
  int reach() {
    return (positions - 1) * stride + (kernel - 1) * dilation + 1;
  }

  /** Whether windows of two pixels lie side by side. */
  boolean isHalving() {
    return kernel == 2 && stride == 2 && dilation == 1 && padding == 0 && 2 * positions <= size;
  }

  /** The pixel, perhaps outside the image, below a cell. */
  int pixel(int position, int cell) {
    return position * stride - padding + cell * dilation;
  }

  /** The first position at which a cell lies in the image; {@link #end} if there is none. */
  int first(int cell) {
    return Math.min(end(cell), Math.max(0, -Math.floorDiv(pixel(0, cell), stride)));
  }

  /** One more than the last position at which a cell lies in the image. */
  int end(int cell) {
    int last = Math.floorDiv(size - 1 - pixel(0, cell), stride);
    return Math.max(0, Math.min(positions, last + 1));
  }

  /** The first cell that lies in the image at a position. */
  int firstCell(int position) {
    return Math.max(0, -Math.floorDiv(pixel(position, 0), dilation));
  }

  /** One more than the last cell that lies in the image at a position. */
  int endCell(int position) {
    return Math.min(kernel, Math.floorDiv(size - 1 - pixel(position, 0), dilation) + 1);
  }

  /** Whether the window has a cell in the image at each position. */
  boolean covered() {
    return IntStream.range(0, positions).allMatch(i -> firstCell(i) < endCell(i));
  }
}
