package drover.dl4j.convolution;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import org.bytedeco.javacpp.FloatPointer;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Numbers outside the heap, for copies in bulk and for native products of matrices. */
final class NativeFloats {

  private final FloatBuffer values;
  private final FloatPointer pointer;

  private NativeFloats(FloatBuffer values) {
    this.values = values;
    pointer = new FloatPointer(values);
  }

  /** Fresh memory, which the garbage collector frees. */
  static NativeFloats allocate(int length) {
    return new NativeFloats(
        ByteBuffer.allocateDirect(length * Float.BYTES)
            .order(ByteOrder.nativeOrder())
            .asFloatBuffer());
  }

  /**
   * The numbers of an array.
   *
   * @param array in order c with the strides of its shape, below 2 GB
   */
  static NativeFloats of(INDArray array) {
    long address = array.data().addressPointer().address();
    FloatPointer all = new Located(address, array.length());
    return new NativeFloats(all.asByteBuffer().order(ByteOrder.nativeOrder()).asFloatBuffer());
  }

  void get(int start, float[] to, int length) {
    values.get(start, to, 0, length);
  }

  void put(int start, float[] from, int length) {
    values.put(start, from, 0, length);
  }

  /** Where the number at an index lies; valid until the next call. */
  FloatPointer at(int index) {
    return pointer.position(index);
  }

  private static final class Located extends FloatPointer {
    Located(long address, long length) {
      this.address = address;
      limit = length;
      capacity = length;
    }
  }
}
