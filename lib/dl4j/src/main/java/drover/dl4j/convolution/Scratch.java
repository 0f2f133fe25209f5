package drover.dl4j.convolution;

/**
 * Memory for a few images, shared by the layers of a network: as they run one after the other, it
 * stays in the processor's cache. It grows to the largest layer's need.
 */
final class Scratch {

  /** Numbers on the heap, for loops. */
  enum Floats {
    IMAGE,
    LOWERED,
    FILTERS
  }

  /** The bits of numbers on the heap, an integer for each. */
  enum Bits {
    VALUES,
    OTHERS
  }

  /** Numbers outside the heap, for native products. */
  enum Outside {
    LOWERED,
    DELTA,
    TOGETHER,
    FILTERS,
    FILTER_GRADIENT
  }

  private final float[][] floats = new float[Floats.values().length][0];
  private final int[][] bits = new int[Bits.values().length][0];
  private final NativeFloats[] outside = new NativeFloats[Outside.values().length];

  /** An array of at least this length, with whatever it has been used for. */
  float[] floats(Floats use, int length) {
    if (floats[use.ordinal()].length < length) {
      floats[use.ordinal()] = new float[length];
    }
    return floats[use.ordinal()];
  }

  int[] bits(Bits use, int length) {
    if (bits[use.ordinal()].length < length) {
      bits[use.ordinal()] = new int[length];
    }
    return bits[use.ordinal()];
  }

  NativeFloats outside(Outside use, int length) {
    NativeFloats values = outside[use.ordinal()];
    if (values == null || values.length() < length) {
      values = NativeFloats.allocate(length);
      outside[use.ordinal()] = values;
    }
    return values;
  }
}
