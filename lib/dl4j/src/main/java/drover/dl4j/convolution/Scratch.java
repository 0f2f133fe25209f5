package drover.dl4j.convolution;

import java.util.Arrays;

/**
 * Memory for one image, shared by the layers of a network: as they run one after the other, it
 * stays in the processor's cache. It grows to the largest layer's need.
 */
final class Scratch {

  private float[] image = {};
  private final Block columns = new Block();
  private float[] activation = {};
  private final int[][] bits = {{}, {}};
  private NativeFloats delta = NativeFloats.allocate(0);
  private int deltaLength;
  private NativeFloats ones = NativeFloats.allocate(0);
  private int onesLength;

  float[] image(int length) {
    if (image.length < length) {
      image = new float[length];
    }
    return image;
  }

  Block columns(int length) {
    return columns.withSpace(length);
  }

  float[] activation(int length) {
    if (activation.length < length) {
      activation = new float[length];
    }
    return activation;
  }

  /** One of two arrays. */
  int[] bits(int which, int length) {
    if (bits[which].length < length) {
      bits[which] = new int[length];
    }
    return bits[which];
  }

  NativeFloats delta(int length) {
    if (deltaLength < length) {
      delta = NativeFloats.allocate(length);
      deltaLength = length;
    }
    return delta;
  }

  /** At least so many ones. */
  NativeFloats ones(int length) {
    if (onesLength < length) {
      float[] values = new float[length];
      Arrays.fill(values, 1);
      ones = NativeFloats.allocate(length);
      ones.put(0, values, length);
      onesLength = length;
    }
    return ones;
  }

  /** The same numbers on the heap, for loops, and outside of it, for native products. */
  static final class Block {
    private float[] heap = {};
    private NativeFloats nativeCopy = NativeFloats.allocate(0);

    private Block withSpace(int length) {
      if (heap.length < length) {
        heap = new float[length];
        nativeCopy = NativeFloats.allocate(length);
      }
      return this;
    }

    float[] heap() {
      return heap;
    }

    NativeFloats nativeCopy() {
      return nativeCopy;
    }

    void toNative(int length) {
      nativeCopy.put(0, heap, length);
    }

    void toHeap(int length) {
      nativeCopy.get(0, heap, length);
    }
  }
}
