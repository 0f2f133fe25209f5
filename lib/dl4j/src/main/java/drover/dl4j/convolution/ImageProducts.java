package drover.dl4j.convolution;

import drover.dl4j.convolution.Scratch.Bits;
import drover.dl4j.convolution.Scratch.Floats;
import drover.dl4j.convolution.Scratch.Outside;
import drover.dl4j.natives.NativeFloats;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A convolution of a batch, image by image in the processor's cache: an image is lowered ({@link
 * Lowering}), then follow products of matrices, whose result lies as DL4J's next layer wants it.
 * The backward pass lowers again, which costs less than to read a whole batch's from memory.
 *
 * <p>Arrays are plain ({@link Layout}): images [examples, channels, height, width], weights
 * [filters, channels, cells, cells], results [examples, filters, height, width].
 */
final class ImageProducts {

  /** With fewer positions in an image, several images have their products together. */
  private static final int POSITIONS_OF_PRODUCT = 64;

  /** With fewer rows for each vertical cell, one product takes all of them. */
  private static final int ROWS_OF_PRODUCT = 32;

  private final Scratch scratch;
  private final Axis height;
  private final Axis width;
  private final int examples;
  private final NativeFloats images;
  private final Filters filters;
  private final Matrix weights;

  ImageProducts(
      Scratch scratch, Axis[] axes, INDArray images, INDArray weights, @Nullable INDArray bias) {
    this.scratch = scratch;
    height = axes[0];
    width = axes[1];
    examples = (int) images.size(0);
    this.images = NativeFloats.of(images);
    filters = Filters.of(weights, bias);
    this.weights = filters.matrix(scratch.outside(Outside.FILTERS, filters.length()));
    filters.read(weights, bias, scratch.floats(Floats.FILTERS, filters.length()), this.weights);
  }

  /**
   * Convolves.
   *
   * @param results are written
   * @param rectified are written, if given, with the results or 0 where those are below
   */
  void forward(INDArray results, @Nullable INDArray rectified) {
    NativeFloats sums = NativeFloats.of(results);
    NativeFloats activations = rectified == null ? null : NativeFloats.of(rectified);
    Lowering lowering;
    for (int first = 0; first < examples; first += lowering.images()) {
      lowering = lowering(first);
      int start = first * length();
      boolean single = lowering.images() == 1;
      Matrix product =
          single ? result(sums, start, lowering) : result(together(lowering), 0, lowering);
      Matrix[] lowered = lower(lowering, first);
      for (int i = 0; i < lowered.length; i++) {
        product.productOfTransposed(i == 0 ? 0 : 1, part(weights, i, lowered[i]), lowered[i]);
      }
      if (!single) {
        transposeRuns(product.values(), 0, sums, start, lowering.images(), false);
      }
      if (activations != null) {
        new Rectifier(scratch).forward(sums, activations, start, lowering.images() * length());
      }
    }
  }

  /**
   * The gradients, from those of the results, or of the rectified results.
   *
   * @param epsilon of the results, or, if given results, of the rectified ones
   * @param biasGradient is written, if given
   * @param imageGradient is written, if given
   */
  void backward(
      INDArray epsilon,
      @Nullable INDArray results,
      INDArray weightGradient,
      @Nullable INDArray biasGradient,
      @Nullable INDArray imageGradient) {
    NativeFloats above = NativeFloats.of(epsilon);
    NativeFloats sums = results == null ? null : NativeFloats.of(results);
    NativeFloats below = imageGradient == null ? null : NativeFloats.of(imageGradient);
    Matrix gradient = filters.matrix(scratch.outside(Outside.FILTER_GRADIENT, filters.length()));
    Lowering lowering;
    for (int first = 0; first < examples; first += lowering.images()) {
      lowering = lowering(first);
      Matrix delta = delta(above, sums, lowering, first);
      Matrix[] lowered = lower(lowering, first);
      for (int i = 0; i < lowered.length; i++) {
        part(gradient, i, lowered[i]).productWithTransposed(first == 0 ? 0 : 1, lowered[i], delta);
      }
      if (below != null) {
        putImageGradient(below, lowering, first, delta);
      }
    }
    filters.write(
        gradient, scratch.floats(Floats.FILTERS, filters.length()), weightGradient, biasGradient);
  }

  /** The gradient of the results of a few images, in the order of the products. */
  private Matrix delta(
      NativeFloats epsilon, @Nullable NativeFloats sums, Lowering lowering, int first) {
    NativeFloats values = epsilon;
    int start = first * length();
    if (sums != null) {
      int length = lowering.images() * length();
      values = scratch.outside(Outside.DELTA, length);
      new Rectifier(scratch).backward(epsilon, sums, start, length, values);
      start = 0;
    }
    if (lowering.images() > 1) {
      NativeFloats together = together(lowering);
      transposeRuns(values, start, together, 0, lowering.images(), true);
      values = together;
      start = 0;
    }
    return result(values, start, lowering);
  }

  private void putImageGradient(NativeFloats below, Lowering lowering, int first, Matrix delta) {
    if (lowering.isImage()) {
      int columns = lowering.positions();
      new Matrix(below, first * lowering.imageLength(), lowering.rows(), columns, columns)
          .product(0, weights.rows(0, lowering.rows()), delta);
      return;
    }
    float[] heap = scratch.floats(Floats.LOWERED, lowering.length());
    NativeFloats lowered = scratch.outside(Outside.LOWERED, lowering.length());
    Arrays.fill(heap, 0, lowering.length(), 0);
    lowered.put(0, heap, lowering.length());
    for (int cell = 0; cell < height.kernel(); cell++) {
      Matrix sums = lowering.ofCell(lowered, cell, lowering.rows());
      sums.product(1, part(weights, cell, sums), delta);
    }
    lowered.get(0, heap, lowering.length());
    float[] image = scratch.floats(Floats.IMAGE, lowering.imageLength());
    for (int i = 0; i < lowering.images(); i++) {
      Arrays.fill(image, 0, lowering.imageLength(), 0);
      lowering.raise(heap, i, image);
      below.put((first + i) * lowering.imageLength(), image, lowering.imageLength());
    }
  }

  /** Of an image and those after it that share its products. */
  private Lowering lowering(int first) {
    int positions = height.positions() * width.positions();
    int images = Math.max(1, POSITIONS_OF_PRODUCT / positions);
    return new Lowering(filters.channels(), height, width, Math.min(images, examples - first));
  }

  /**
   * The factors of the products: those of each vertical cell, as parts of the lowered images, the
   * last with a row of ones for the biases. But where these would have but a few rows, and thus
   * products that spend their time on reading and writing their results, all cells' copied
   * together.
   */
  private Matrix[] lower(Lowering lowering, int first) {
    int ones = filters.biased() ? lowering.rowLength() : 0;
    int length = lowering.length() + ones;
    float[] heap = scratch.floats(Floats.LOWERED, length);
    Arrays.fill(heap, 0, lowering.length(), 0);
    Arrays.fill(heap, lowering.length(), length, 1);
    float[] image = scratch.floats(Floats.IMAGE, lowering.imageLength());
    for (int i = 0; i < lowering.images(); i++) {
      images.get((first + i) * lowering.imageLength(), image, lowering.imageLength());
      lowering.lower(image, i, heap);
    }
    if (lowering.rows() < ROWS_OF_PRODUCT) {
      return new Matrix[] {columns(lowering, heap)};
    }
    NativeFloats lowered = scratch.outside(Outside.LOWERED, length);
    lowered.put(0, heap, length);
    Matrix[] parts = new Matrix[height.kernel()];
    for (int cell = 0; cell < parts.length; cell++) {
      int more = filters.biased() && cell == parts.length - 1 ? 1 : 0;
      parts[cell] = lowering.ofCell(lowered, cell, lowering.rows() + more);
    }
    return parts;
  }

  /** The column matrix: all vertical cells' parts of the lowered images, one below the other. */
  private Matrix columns(Lowering lowering, float[] lowered) {
    int length = lowering.positions();
    NativeFloats columns = scratch.outside(Outside.LOWERED, filters.rows() * length);
    for (int row = 0; row < filters.rows(); row++) {
      int cell = row / lowering.rows();
      int from =
          cell < height.kernel()
              ? row % lowering.rows() * lowering.rowLength() + lowering.startOfCell(cell)
              : lowering.length();
      columns.put(row * length, lowered, from, length);
    }
    return new Matrix(columns, filters.rows(), length);
  }

  /** The weights that a product takes, by the number of the product and its other factor. */
  private Matrix part(Matrix all, int number, Matrix lowered) {
    return all.rows(number * filters.rowsOfCell(), lowered.rows());
  }

  private Matrix result(NativeFloats values, int start, Lowering lowering) {
    int columns = lowering.positions();
    return new Matrix(values, start, filters.count(), columns, columns);
  }

  private NativeFloats together(Lowering lowering) {
    return scratch.outside(Outside.TOGETHER, lowering.images() * length());
  }

  /**
   * Brings results of several images from the order [images, filters, height, width] into that of
   * the products, [filters, height, images, width], or back.
   */
  private void transposeRuns(
      NativeFloats from, int start, NativeFloats to, int toStart, int images, boolean together) {
    int[] values = scratch.bits(Bits.VALUES, images * length());
    int[] moved = scratch.bits(Bits.OTHERS, images * length());
    from.getBits(start, values, images * length());
    int run = width.positions();
    int lines = length() / run;
    int rows = together ? images : lines;
    int columns = together ? lines : images;
    for (int i = 0; i < rows * columns; i++) {
      int place = i % columns * rows + i / columns;
      System.arraycopy(values, i * run, moved, place * run, run);
    }
    to.putBits(toStart, moved, images * length());
  }

  /** Numbers in the result of an image. */
  private int length() {
    return filters.count() * height.positions() * width.positions();
  }
}
