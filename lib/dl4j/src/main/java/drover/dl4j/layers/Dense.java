package drover.dl4j.layers;

import drover.core.config.Section;
import java.util.ArrayList;
import java.util.List;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.nd4j.linalg.activations.Activation;

/** A fully connected layer; the dropout acts on what it gives. */
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
  public Shape output(Shape input) {
    return new Shape.Flat(units);
  }

  @Override
  public List<Layer> build(WeightSettings weights) {
    List<Layer> layers = new ArrayList<>();
    DenseLayer layer = new DenseLayer.Builder().nOut(units).activation(activation).build();
    layers.add(own.orElse(weights).applyTo(layer));
    layers.addAll(dropout.build(weights));
    return layers;
  }
}
