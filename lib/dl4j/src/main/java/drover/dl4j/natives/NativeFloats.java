package drover.dl4j.natives;

import java.lang.ref.Reference;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.IntBuffer;
import org.bytedeco.javacpp.FloatPointer;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Numbers outside the heap, for copies in bulk and for native products of matrices. */
public final class NativeFloats {

  private final Object owner;
  private final FloatBuffer values;
  private final IntBuffer bits;
  private final FloatPointer pointer;

  private NativeFloats(ByteBuffer memory, Object owner) {
    this.owner = owner;
    values = memory.asFloatBuffer();
    bits = memory.asIntBuffer();
    pointer = new FloatPointer(values);
  }

  /** True if arrays lie in this process's memory: not if ND4J computes on a GPU. */
  public static boolean holdArrays() {
    return Nd4j.getBackend().getClass().getSimpleName().equals("CpuBackend");
  }

  /** Fresh memory, which the garbage collector frees. */
  public static NativeFloats allocate(int length) {
    ByteBuffer memory =
        ByteBuffer.allocateDirect(length * Float.BYTES).order(ByteOrder.nativeOrder());
    return new NativeFloats(memory, memory);
  }

  /**
   * The numbers of an array.
   *
   * @param array in order c with the strides of its shape, below 2 GB
   */
  public static NativeFloats of(INDArray array) {
    long address = array.data().addressPointer().address();
    FloatPointer all = new Located(address, array.length());
    return new NativeFloats(all.asByteBuffer().order(ByteOrder.nativeOrder()), array);
  }

  /** How many numbers it holds. */
  public int length() {
    return values.capacity();
  }

  /** Copies numbers to the start of an array. */
  public void get(int start, float[] to, int length) {
    values.get(start, to, 0, length);
    keep();
  }

  /** Copies numbers from the start of an array. */
  public void put(int start, float[] from, int length) {
    put(start, from, 0, length);
  }

  /** Copies numbers from an array. */
  public void put(int start, float[] from, int first, int length) {
    values.put(start, from, first, length);
    keep();
  }

  /** Reads the bits of numbers, as {@link Float#floatToRawIntBits} gives them. */
  public void getBits(int start, int[] to, int length) {
    bits.get(start, to, 0, length);
    keep();
  }

  /** Writes numbers by their bits. */
  public void putBits(int start, int[] from, int length) {
    bits.put(start, from, 0, length);
    keep();
  }

  /** Where the number at an index lies; valid until the next call. */
  public FloatPointer at(int index) {
    return pointer.position(index);
  }

  /** Keeps the memory from being freed before this call: native code does not. */
  @SuppressWarnings("ReachabilityFenceUsage") // The callers run native code before it.
  public void keep() {
    Reference.reachabilityFence(owner);
  }

  private static final class Located extends FloatPointer {
    Located(long address, long length) {
      this.address = address;
      limit = length;
      capacity = length;
    }
  }
}
