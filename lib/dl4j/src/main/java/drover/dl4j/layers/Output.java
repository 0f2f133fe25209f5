package drover.dl4j.layers;

import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/**
 * The last layer: what the network says of an example, and the loss that compares it with the
 * truth.
 */
public record Output(int units, Activation activation, LossFunction loss)
    implements LayerSettings {

  @Override
  public String name() {
    return "output";
  }

  @Override
  public Shape output(Shape input) {
    return new Shape.Flat(units);
  }

  @Override
  public Cost cost(Shape input) {
    long weights = input.size() * units;
    return Cost.of(weights + units, weights, units);
  }

  @Override
  public void build(Shape input, WeightSettings weights, Chain chain) {
    Dense.flatten(input, chain);
    chain.add(
        weights.applyTo(
            new OutputLayer.Builder(loss).nOut(units).activation(activation).build()));
  }
}
