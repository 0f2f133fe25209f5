package drover.dl4j.layers;

/**
 * What a network takes to compute, known from its shapes alone.
 *
 * @param parameters numbers that DL4J stores for it: weights, biases, and the running means and
 *     variances of batch normalisation
 * @param multiplyAdds of matrix products and convolutions in one forward pass of one example; what
 *     acts number by number is not counted
 * @param activations numbers that its layers give for one example
 * @param columns numbers of the largest matrix that a convolution unfolds one example into
 */
public record Cost(long parameters, long multiplyAdds, long activations, long columns) {

  /** Nothing. */
  public static final Cost NONE = new Cost(0, 0, 0, 0);

  /** The cost of a layer that keeps no columns. */
  static Cost of(long parameters, long multiplyAdds, long activations) {
    return new Cost(parameters, multiplyAdds, activations, 0);
  }

  /** Both, one after the other. */
  public Cost plus(Cost other) {
    return new Cost(
        Math.addExact(parameters, other.parameters),
        Math.addExact(multiplyAdds, other.multiplyAdds),
        Math.addExact(activations, other.activations),
        Math.max(columns, other.columns));
  }

  /** Floating-point operations of one forward pass of one example: two a multiply-add. */
  public long flops() {
    return Math.multiplyExact(2, multiplyAdds);
  }

  /**
   * How many bytes training needs at least beside the data: parameters, gradients and the updater's
   * state; activations of a batch and their gradients, and unfolded columns; 4 bytes each.
   *
   * @param state numbers that the updater keeps for each parameter
   * @param unfolded how many examples are unfolded at once
   */
  public long bytes(long batchSize, int state, long unfolded) {
    return 4 * (parameters * (2 + state) + batchSize * 2 * activations + unfolded * columns);
  }
}
