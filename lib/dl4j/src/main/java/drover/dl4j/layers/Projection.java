package drover.dl4j.layers;

import drover.dl4j.layers.Shape.Flat;
import drover.dl4j.layers.Shape.Image;
import drover.dl4j.layers.Shape.Sequence;
import java.util.List;
import org.nd4j.linalg.activations.Activation;

/** The linear layer that brings a shape to another: a matrix, or one at every stride-th place. */
final class Projection {

  private Projection() {}

  /**
   * The layers from a shape to another: none if they are equal.
   *
   * @throws InfeasibleException if no stride gives the other shape
   */
  static List<LayerSettings> between(Shape from, Shape to) throws InfeasibleException {
    if (from.equals(to)) {
      return List.of();
    }
    if (to instanceof Flat flat) {
      return List.of(
          new Dense(
              Math.toIntExact(flat.size()),
              Activation.IDENTITY,
              Dropout.NONE,
              WeightSettings.NOTHING));
    }
    if (from instanceof Image image && to instanceof Image smaller) {
      LayerSettings projection = strided(image.height(), smaller.height(), smaller.channels());
      if (projection.output(from).equals(to)) {
        return List.of(projection);
      }
    }
    if (from instanceof Sequence sequence && to instanceof Sequence shorter) {
      LayerSettings projection = strided(sequence.steps(), shorter.steps(), shorter.features());
      if (projection.output(from).equals(to)) {
        return List.of(projection);
      }
    }
    throw new InfeasibleException(
        "its layers make %s of %s, to which no stride leads; padding = same would help"
            .formatted(to, from));
  }

  /** The same for shapes that are known to allow it. */
  static List<LayerSettings> known(Shape from, Shape to) {
    try {
      return between(from, to);
    } catch (InfeasibleException e) {
      throw new IllegalStateException(e);
    }
  }

  private static LayerSettings strided(long length, long shorter, long channels) {
    int stride = Math.toIntExact((length + shorter - 1) / shorter);
    return new Conv(
        Math.toIntExact(channels),
        new Window(1, stride, 1, true),
        false,
        Activation.IDENTITY,
        WeightSettings.NOTHING);
  }
}
