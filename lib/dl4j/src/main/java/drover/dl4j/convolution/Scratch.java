package drover.dl4j.convolution;

import drover.dl4j.natives.NativeFloats;
import java.util.EnumMap;
import java.util.Map;

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

  private final Map<Floats, float[]> floats = new EnumMap<>(Floats.class);
  private final Map<Bits, int[]> bits = new EnumMap<>(Bits.class);
  private final Map<Outside, NativeFloats> outside = new EnumMap<>(Outside.class);

  /** An array of at least this length, with whatever it has been used for. */
  float[] floats(Floats use, int length) {
    float[] values = floats.get(use);
    if (values == null || values.length < length) {
      values = new float[length];
      floats.put(use, values);
    }
    return values;
  }

  int[] bits(Bits use, int length) {
    int[] values = bits.get(use);
    if (values == null || values.length < length) {
      values = new int[length];
      bits.put(use, values);
    }
    return values;
  }

  NativeFloats outside(Outside use, int length) {
    NativeFloats values = outside.get(use);
    if (values == null || values.length() < length) {
      values = NativeFloats.allocate(length);
      outside.put(use, values);
    }
    return values;
  }
}
