package drover.dl4j.layers;

import drover.core.config.Section;
import drover.dl4j.layers.Shape.Sequence;

/**
 * Adds to each step where it stands, as attention does not see order: sines and cosines of many
 * wavelengths (Vaswani et al. 2017, 3.5).
 *
 * @param scale the waves' amplitude
 */
record Positions(double scale) implements LayerSettings {

  static final String NAME = "positions";

  static Positions read(Section section) {
    return new Positions(section.real("scale", 0, 1000));
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
    return Cost.of(0, 0, input.size());
  }

  @Override
  public void build(Shape input, WeightSettings weights, Chain chain) {
    Sequence sequence = Sequence.known(input);
    chain.add(new PositionsLayer(sequence.features(), sequence.steps(), scale));
  }
}
