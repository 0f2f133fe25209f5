package drover.dl4j.layers;

import drover.core.config.Section;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** The kinds of layers, and the shapes that a list of them makes. */
public final class Layers {

  private static final Map<String, Function<Section, LayerSettings>> READERS =
      Map.of(
          Conv.NAME, Conv::read,
          Pool.NAME, Pool::read,
          Dense.NAME, Dense::read,
          Dropout.NAME, Dropout::read,
          BatchNorm.NAME, BatchNorm::read);

  private Layers() {}

  /** Reads {@code network} of the objective. */
  public static List<LayerSettings> read(Section objective) {
    return objective.variants("network", "layers", READERS);
  }

  /**
   * Infers the shape after the last layer.
   *
   * @throws InfeasibleException naming the first layer that cannot take its input
   */
  public static Shape output(List<LayerSettings> layers, Shape input) throws InfeasibleException {
    Shape shape = input;
    for (int i = 0; i < layers.size(); i++) {
      LayerSettings layer = layers.get(i);
      try {
        shape = layer.output(shape);
      } catch (InfeasibleException e) {
        throw new InfeasibleException("network." + i + "." + layer.name() + ": " + e.reason(), e);
      }
    }
    return shape;
  }
}
