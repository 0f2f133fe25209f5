package drover.dl4j.layers;

import drover.dl4j.layers.Shape.Sequence;
import org.deeplearning4j.nn.conf.layers.SelfAttentionLayer;

/** Scaled dot-product attention of a sequence to itself, with several heads; without biases. */
record SelfAttention(int heads, WeightSettings own) implements LayerSettings {

  @Override
  public String name() {
    return "self-attention";
  }

  @Override
  public Shape output(Shape input) throws InfeasibleException {
    return Sequence.of(input);
  }

  /** Numbers of a query, key or value. */
  private int size(Sequence input) {
    return Math.toIntExact((input.features() + heads - 1) / heads);
  }

  @Override
  public Cost cost(Shape input) {
    Sequence sequence = Sequence.known(input);
    long steps = sequence.steps();
    long width = (long) heads * size(sequence);
    long weights = 4 * width * sequence.features(); // of queries, keys, values and outputs
    long activations = steps * (4 * width + 2 * heads * steps + sequence.features());
    return Cost.of(weights, steps * weights + 2 * steps * steps * width, activations);
  }

  @Override
  public void build(Shape input, WeightSettings weights, Chain chain) {
    Sequence sequence = Sequence.known(input);
    SelfAttentionLayer layer =
        new SelfAttentionLayer.Builder()
            .nOut(Math.toIntExact(sequence.features()))
            .nHeads(heads)
            .headSize(size(sequence))
            .projectInput(true)
            .build();
    chain.add(own.orElse(weights).applyTo(layer));
  }
}
