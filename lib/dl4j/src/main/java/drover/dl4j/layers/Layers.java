package drover.dl4j.layers;

import drover.core.config.Section;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/** The kinds of layers, and lists of them. */
public final class Layers {

  private static final String DEFAULTS = "layers";

  private static final Map<String, Function<Section, LayerSettings>> READERS =
      Map.ofEntries(
          Map.entry(Attention.NAME, Attention::read),
          Map.entry(BatchNorm.NAME, BatchNorm::read),
          Map.entry(Conv.NAME, Conv::read),
          Map.entry(Dense.NAME, Dense::read),
          Map.entry(Dropout.NAME, Dropout::read),
          Map.entry(Embedding.NAME, Embedding::read),
          Map.entry(GlobalPool.NAME, GlobalPool::read),
          Map.entry(LayerNorm.NAME, LayerNorm::read),
          Map.entry(Parallel.NAME, Parallel::read),
          Map.entry(Pool.NAME, Pool::read),
          Map.entry(Positions.NAME, Positions::read),
          Map.entry(Recurrent.LSTM, section -> Recurrent.read(section, Recurrent.LSTM)),
          Map.entry(Recurrent.RNN, section -> Recurrent.read(section, Recurrent.RNN)),
          Map.entry(Repeat.NAME, Repeat::read),
          Map.entry(Residual.NAME, Residual::read));

  private Layers() {}

  /** Reads {@code network} of the objective, which ends in one vector for an example. */
  public static List<LayerSettings> read(Section objective) {
    return before(objective.variants("network", DEFAULTS, READERS), true);
  }

  /** Reads the layers of a block. */
  static List<LayerSettings> read(Section block, String key) {
    return block.variants(key, DEFAULTS, READERS);
  }

  /** Reads lists of layers. */
  static List<List<LayerSettings>> readLists(Section block, String key) {
    return block.variantLists(key, DEFAULTS, READERS);
  }

  /** The layers, each knowing whether one vector is wanted of it. */
  static List<LayerSettings> before(List<LayerSettings> layers, boolean vector) {
    List<LayerSettings> settled = new ArrayList<>(layers);
    boolean wanted = vector;
    for (int i = layers.size() - 1; i >= 0; i--) {
      settled.set(i, layers.get(i).before(wanted));
      wanted = layers.get(i).wantsVector(wanted);
    }
    return List.copyOf(settled);
  }

  /**
   * Infers the shape after the last layer of a network.
   *
   * @throws InfeasibleException naming the first layer that cannot take its input
   */
  public static Shape output(List<LayerSettings> layers, Shape input) throws InfeasibleException {
    Shape output = output(layers, input, "network");
    if (output instanceof Shape.Tokens) {
      throw new InfeasibleException("network has no embedding for its " + output);
    }
    return output;
  }

  static Shape output(List<LayerSettings> layers, Shape input, String path)
      throws InfeasibleException {
    Shape shape = input;
    for (int i = 0; i < layers.size(); i++) {
      LayerSettings layer = layers.get(i);
      try {
        if (shape instanceof Shape.Tokens && !layer.takesTokens()) {
          throw new InfeasibleException("its input is " + shape + "; place an embedding before it");
        }
        shape = layer.output(shape);
      } catch (InfeasibleException e) {
        throw e.at(path + "." + i + "." + layer.name());
      }
    }
    return shape;
  }

  /** The shape after layers whose shapes are known to fit. */
  static Shape known(List<LayerSettings> layers, Shape input) {
    try {
      return output(layers, input, "");
    } catch (InfeasibleException e) {
      throw new IllegalStateException(e);
    }
  }

  /** What layers take to compute whose shapes fit. */
  public static Cost cost(List<LayerSettings> layers, Shape input) {
    Cost cost = Cost.NONE;
    for (int i = 0; i < layers.size(); i++) {
      cost = cost.plus(layers.get(i).cost(known(layers.subList(0, i), input)));
    }
    return cost;
  }

  /** Puts layers whose shapes fit at the end of a chain. */
  public static void build(
      List<LayerSettings> layers, Shape input, WeightSettings weights, Chain chain) {
    build(layers, Set.of(), input, weights, chain);
  }

  /**
   * Puts layers whose shapes fit at the end of a chain.
   *
   * @param frozen places of those that are not trained
   */
  public static void build(
      List<LayerSettings> layers,
      Set<Integer> frozen,
      Shape input,
      WeightSettings weights,
      Chain chain) {
    for (int i = 0; i < layers.size(); i++) {
      Chain here = frozen.contains(i) ? new FrozenChain(chain) : chain;
      layers.get(i).build(known(layers.subList(0, i), input), weights, here);
    }
  }

  /** True if any has branches. */
  public static boolean areBranched(List<LayerSettings> layers) {
    return layers.stream().anyMatch(LayerSettings::isBranched);
  }
}
