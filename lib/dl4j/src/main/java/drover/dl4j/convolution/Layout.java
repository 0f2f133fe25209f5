package drover.dl4j.convolution;

import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.shape.Shape;

/** How the numbers of an array lie in memory. */
final class Layout {

  private Layout() {}

  /** The array, or a copy of it, one dimension after the other without gaps, the last fastest. */
  static INDArray plain(INDArray array) {
    return array.ordering() == 'c' && Shape.hasDefaultStridesForShape(array)
        ? array
        : array.dup('c');
  }

  /** Whether an array of this shape can be copied in bulk: whether it is below 2 GB. */
  static boolean fits(long... shape) {
    long length = Float.BYTES;
    for (long size : shape) {
      length *= size;
    }
    return length <= Integer.MAX_VALUE;
  }
}
