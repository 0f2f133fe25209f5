package drover.dl4j.layers;

import drover.core.config.Section;
import drover.dl4j.layers.Shape.Sequence;

/** Layer normalisation (Ba, Kiros and Hinton 2016) of the features of each step of a sequence. */
record LayerNorm() implements LayerSettings {

  static final String NAME = "layer-norm";

  static LayerNorm read(@SuppressWarnings("unused") Section section) {
    return new LayerNorm();
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Shape output(Shape input) throws InfeasibleException {
    return Sequence.of(input);
  }

  @Override
  public Cost cost(Shape input) {
    return Cost.of(2 * input.channels(), 0, input.size());
  }

  @Override
  public void build(Shape input, WeightSettings weights, Chain chain) {
    chain.add(new LayerNormLayer(input.channels()));
  }
}
