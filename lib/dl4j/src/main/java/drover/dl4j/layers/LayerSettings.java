package drover.dl4j.layers;

import java.util.List;
import org.deeplearning4j.nn.conf.layers.Layer;

/** One entry of {@code network}. A new kind is a record of its own and a line in {@link Layers}. */
public interface LayerSettings {

  /** The name of its kind in {@code network}. */
  String name();

  /**
   * The shape it makes of its input.
   *
   * @throws InfeasibleException if it cannot take such an input
   */
  Shape output(Shape input) throws InfeasibleException;

  /**
   * The same for DL4J: one layer or more.
   *
   * @param weights what holds for weights about which the layer says nothing itself
   */
  List<Layer> build(WeightSettings weights);
}
