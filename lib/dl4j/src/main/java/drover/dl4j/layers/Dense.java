package drover.dl4j.layers;

import drover.core.config.Section;
import drover.dl4j.layers.Shape.Sequence;
import java.util.List;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.nd4j.linalg.activations.Activation;

/**
 * A fully connected layer; the dropout acts on what it gives. Images and sequences are flattened
 * before it.
 */
record Dense(int units, Activation activation, Dropout dropout, WeightSettings own)
    implements LayerSettings {

  static final String NAME = "dense";

  static Dense read(Section section) {
    return new Dense(
        (int) section.integer("units", 1, 1_000_000),
        Activations.read(section),
        Dropout.read(section, "dropout"),
        WeightSettings.override(section));
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public boolean wantsVector(boolean next) {
    return true;
  }

  @Override
  public Shape output(Shape input) {
    return new Shape.Flat(units);
  }

  @Override
  public Cost cost(Shape input) {
    long weights = input.size() * units;
    return Cost.of(weights + units, weights, units).plus(dropout.cost(new Shape.Flat(units)));
  }

  @Override
  public void build(Shape input, WeightSettings weights, Chain chain) {
    flatten(input, chain);
    DenseLayer layer = new DenseLayer.Builder().nOut(units).activation(activation).build();
    chain.add(own.orElse(weights).applyTo(layer));
    dropout.build(new Shape.Flat(units), weights, chain);
  }

  /** Makes one vector of an example where DL4J does not do so by itself. */
  static void flatten(Shape input, Chain chain) {
    if (input instanceof Sequence sequence) {
      chain.add(new Reshape(sequence.form(), List.of(sequence.size())));
    }
  }
}
