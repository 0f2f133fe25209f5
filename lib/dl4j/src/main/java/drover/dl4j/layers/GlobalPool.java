package drover.dl4j.layers;

import drover.core.config.Section;
import java.util.List;
import org.deeplearning4j.nn.conf.layers.GlobalPoolingLayer;
import org.deeplearning4j.nn.conf.layers.PoolingType;

/** The maximum or mean of each channel over an image, or of each feature over a sequence's steps. */
record GlobalPool(boolean max) implements LayerSettings {

  static final String NAME = "global-pool";

  static GlobalPool read(Section section) {
    return new GlobalPool(section.oneOf("type", List.of("max", "avg")).equals("max"));
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Shape output(Shape input) throws InfeasibleException {
    if (input instanceof Shape.Flat) {
      throw new InfeasibleException("its input is a vector of " + input + ", nothing to pool over");
    }
    return new Shape.Flat(input.channels());
  }

  @Override
  public Cost cost(Shape input) {
    return Cost.of(0, 0, input.channels());
  }

  @Override
  public void build(Shape input, WeightSettings weights, Chain chain) {
    chain.add(new GlobalPoolingLayer.Builder(max ? PoolingType.MAX : PoolingType.AVG).build());
    if (input instanceof Shape.Sequence sequence) { // DL4J still takes it for a sequence
      List<Long> vector = List.of(sequence.features());
      chain.add(new Reshape(vector, vector));
    }
  }
}
