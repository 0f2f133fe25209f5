package drover.dl4j.layers;

import drover.core.config.Section;
import java.util.List;
import org.nd4j.linalg.activations.Activation;

/**
 * One block of a transformer's encoder (Vaswani et al. 2017), which normalises before each part
 * (Xiong et al. 2020) and so learns without warm-up: x + attention(norm(x)), then x +
 * dense(activation(dense(norm(x)))) at each step. Steps beyond a sequence's end are not looked at.
 *
 * @param heads that look at the sequence, each with ⌈features / heads⌉ numbers
 * @param units of the inner dense layer
 */
record Attention(
    int heads, int units, Activation activation, Dropout dropout, WeightSettings own)
    implements LayerSettings {

  static final String NAME = "attention";

  static Attention read(Section section) {
    return new Attention(
        (int) section.integer("heads", 1, 1024),
        (int) section.integer("units", 1, 65_536),
        Activations.read(section),
        Dropout.read(section, "dropout"),
        WeightSettings.override(section));
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public boolean isBranched() {
    return true;
  }

  /** What it is made of. */
  private List<LayerSettings> parts(Shape input) {
    int features = Math.toIntExact(input.channels());
    LayerSettings attention = new SelfAttention(heads, own);
    return List.of(
        new Residual(List.of(new LayerNorm(), attention, dropout)),
        new Residual(
            List.of(
                new LayerNorm(),
                Conv.pointwise(units, activation, own),
                Conv.pointwise(features, Activation.IDENTITY, own),
                dropout)));
  }

  @Override
  public Shape output(Shape input) throws InfeasibleException {
    return Shape.Sequence.of(input);
  }

  @Override
  public Cost cost(Shape input) {
    return Layers.cost(parts(input), input);
  }

  @Override
  public void build(Shape input, WeightSettings weights, Chain chain) {
    Layers.build(parts(input), input, weights, chain);
  }
}
