package drover.dl4j.layers;

/**
 * One entry of {@code network}. A new kind is a record of its own and a line in {@link Layers}.
 *
 * <p>Shapes say all before anything is built: {@link #cost} and {@link #build} are only asked about
 * an input that {@link #output} accepts.
 */
public interface LayerSettings {

  /** The name of its kind in {@code network}. */
  String name();

  /**
   * The shape it makes of its input.
   *
   * @throws InfeasibleException if it cannot take such an input
   */
  Shape output(Shape input) throws InfeasibleException;

  /** What it takes to compute it, for one example. */
  Cost cost(Shape input);

  /**
   * Puts the same for DL4J at the end of a chain: one layer or more.
   *
   * @param weights what holds for weights about which the layer says nothing itself
   */
  void build(Shape input, WeightSettings weights, Chain chain);

  /** True if it has branches, so that the network must be a graph. */
  default boolean isBranched() {
    return false;
  }

  /** True if it takes tokens, which are no numbers to compute with. */
  default boolean takesTokens() {
    return false;
  }

  /**
   * True if it wants one vector for an example, so that a recurrent layer before it gives its last
   * state alone.
   *
   * @param next whether what follows it does
   */
  default boolean wantsVector(boolean next) {
    return false;
  }

  /** The same, knowing whether one vector is wanted of it. */
  default LayerSettings before(@SuppressWarnings("unused") boolean vector) {
    return this;
  }
}
