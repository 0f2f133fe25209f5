package drover.dl4j.convolution;

import drover.dl4j.convolution.Scratch.Bits;
import drover.dl4j.natives.NativeFloats;

/**
 * The activation max(x, 0), on the bits of numbers: the compiler makes vector code of masks but not
 * of choices.
 */
final class Rectifier {

  private final Scratch scratch;

  Rectifier(Scratch scratch) {
    this.scratch = scratch;
  }

  /** Writes the activations of sums. */
  void forward(NativeFloats sums, NativeFloats activations, int start, int length) {
    int[] values = scratch.bits(Bits.VALUES, length);
    sums.getBits(start, values, length);
    for (int i = 0; i < length; i++) {
      values[i] &= ~(values[i] >> 31);
    }
    activations.putBits(start, values, length);
  }

  /**
   * Writes the gradient of sums, from the start of an array.
   *
   * @param epsilon gradient of the activations
   */
  void backward(NativeFloats epsilon, NativeFloats sums, int start, int length, NativeFloats to) {
    int[] gradient = scratch.bits(Bits.VALUES, length);
    int[] signs = scratch.bits(Bits.OTHERS, length);
    epsilon.getBits(start, gradient, length);
    sums.getBits(start, signs, length);
    for (int i = 0; i < length; i++) {
      // The sign bit of both is set if the sum is positive; not for 0, -0 and below.
      gradient[i] &= (-signs[i] & ~signs[i]) >> 31;
    }
    to.putBits(0, gradient, length);
  }
}
