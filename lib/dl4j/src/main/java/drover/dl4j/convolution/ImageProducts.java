package drover.dl4j.convolution;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A convolution of a batch, image by image in the processor's cache: the column matrix of an image,
 * then one matrix product, whose result lies as DL4J's next layer wants it. The backward pass makes
 * the columns again, which costs less than to read those of a whole batch from memory.
 *
 * <p>Arrays are plain ({@link Layout}): images [examples, channels, height, width], weights
 * [filters, channels, cells, cells], results [examples, filters, height, width].
 */
final class ImageProducts {

  private final Scratch scratch;
  private final Columns columns;
  private final int examples;
  private final int filters;
  private final NativeFloats images;
  private final Matrix weights;
  private final Scratch.Block block;

  ImageProducts(Scratch scratch, Axis[] axes, INDArray images, INDArray weights) {
    this.scratch = scratch;
    examples = (int) images.size(0);
    filters = (int) weights.size(0);
    columns = new Columns((int) images.size(1), axes[0], axes[1]);
    this.images = NativeFloats.of(images);
    this.weights = new Matrix(NativeFloats.of(weights), 0, filters, columns.rows());
    block = scratch.columns(columns.areImage() ? 0 : columns.rows() * columns.positions());
  }

  /**
   * Convolves.
   *
   * @param results are written
   * @param rectified are written, if given, with the results or 0 where those are below: may be the
   *     same array
   */
  void forward(@Nullable INDArray bias, INDArray results, @Nullable INDArray rectified) {
    NativeFloats sums = NativeFloats.of(results);
    NativeFloats activations = rectified == null ? null : NativeFloats.of(rectified);
    float[] first = bias == null ? null : planes(NativeFloats.of(bias));
    float[] heap = scratch.activation(length());
    for (int i = 0; i < examples; i++) {
      Matrix columnMatrix = columnsOf(i);
      if (first != null) {
        sums.put(i * length(), first, length());
      }
      matrix(sums, i).product(first == null ? 0 : 1, weights, columnMatrix);
      if (activations != null) {
        sums.get(i * length(), heap, length());
        rectify(heap);
        activations.put(i * length(), heap, length());
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
    Matrix weightSums = new Matrix(NativeFloats.of(weightGradient), 0, filters, columns.rows());
    NativeFloats biasSums = biasGradient == null ? null : NativeFloats.of(biasGradient);
    NativeFloats below = imageGradient == null ? null : NativeFloats.of(imageGradient);
    for (int i = 0; i < examples; i++) {
      float share = i == 0 ? 0 : 1;
      Matrix delta = sums == null ? matrix(above, i) : rectified(above, sums, i);
      Matrix columnMatrix = columnsOf(i);
      weightSums.productWithTransposed(share, delta, columnMatrix);
      if (biasSums != null) {
        delta.timesVector(share, scratch.ones(columns.positions()), biasSums);
      }
      if (below != null) {
        putImageGradient(below, i, delta, columnMatrix);
      }
    }
  }

  private void putImageGradient(
      NativeFloats below, int example, Matrix delta, Matrix columnMatrix) {
    if (columns.areImage()) {
      image(below, example).productOfTransposed(0, weights, delta);
      return;
    }
    columnMatrix.productOfTransposed(0, weights, delta);
    block.toHeap(columnMatrix.rows() * columnMatrix.columns());
    float[] image = scratch.image(columns.imageLength());
    columns.sum(block.heap(), image);
    below.put(example * columns.imageLength(), image, columns.imageLength());
  }

  /** An image, channel by channel. */
  private Matrix image(NativeFloats images, int example) {
    int start = example * columns.imageLength();
    return new Matrix(images, start, columns.rows(), columns.positions());
  }

  private Matrix columnsOf(int example) {
    if (columns.areImage()) {
      return image(images, example);
    }
    float[] image = scratch.image(columns.imageLength());
    images.get(example * columns.imageLength(), image, columns.imageLength());
    columns.fill(block.heap(), image);
    block.toNative(columns.rows() * columns.positions());
    return new Matrix(block.nativeCopy(), 0, columns.rows(), columns.positions());
  }

  /** Numbers in the result of an image. */
  private int length() {
    return filters * columns.positions();
  }

  private Matrix matrix(NativeFloats results, int example) {
    return new Matrix(results, example * length(), filters, columns.positions());
  }

  /** The result of an image if there were nothing but biases. */
  private float[] planes(NativeFloats bias) {
    float[] values = new float[filters];
    bias.get(0, values, filters);
    float[] planes = new float[length()];
    for (int filter = 0; filter < filters; filter++) {
      int start = filter * columns.positions();
      Arrays.fill(planes, start, start + columns.positions(), values[filter]);
    }
    return planes;
  }

  private void rectify(float[] values) {
    for (int i = 0; i < length(); i++) {
      values[i] = Math.max(values[i], 0);
    }
  }

  /**
   * The gradient where the result is above 0, and 0 elsewhere. On the numbers' bits, which are as
   * an integer's of the same sign, as the compiler makes vector code of masks but not of choices.
   */
  private Matrix rectified(NativeFloats epsilon, NativeFloats results, int example) {
    int length = length();
    int[] gradient = scratch.bits(0, length);
    int[] sums = scratch.bits(1, length);
    epsilon.getBits(example * length, gradient, length);
    results.getBits(example * length, sums, length);
    for (int i = 0; i < length; i++) {
      // The sign bit of both is set if the sum is positive; not for 0, -0 and below.
      gradient[i] &= (-sums[i] & ~sums[i]) >> 31;
    }
    NativeFloats delta = scratch.delta(length);
    delta.putBits(0, gradient, length);
    return matrix(delta, 0);
  }
}
