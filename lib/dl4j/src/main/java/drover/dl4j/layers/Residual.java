package drover.dl4j.layers;

import drover.core.config.Section;
import java.util.List;
import org.deeplearning4j.nn.conf.graph.ElementWiseVertex;
import org.deeplearning4j.nn.conf.graph.ElementWiseVertex.Op;

/**
 * Layers whose output is added to their input (He et al. 2016). Where the shapes differ, the input
 * goes through a linear {@link Projection}.
 */
record Residual(List<LayerSettings> layers) implements LayerSettings {

  static final String NAME = "residual";

  static Residual read(Section section) {
    return new Residual(Layers.before(Layers.read(section, "layers"), false));
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public boolean isBranched() {
    return true;
  }

  @Override
  public Shape output(Shape input) throws InfeasibleException {
    Shape output = Layers.output(layers, input, "layers");
    Projection.between(input, output);
    return output;
  }

  @Override
  public Cost cost(Shape input) {
    Shape output = Layers.known(layers, input);
    return Layers.cost(layers, input)
        .plus(Layers.cost(Projection.known(input, output), input))
        .plus(Cost.of(0, 0, output.size()));
  }

  @Override
  public void build(Shape input, WeightSettings weights, Chain chain) {
    List<LayerSettings> around = Projection.known(input, Layers.known(layers, input));
    chain.branches(
        new ElementWiseVertex(Op.Add),
        List.of(
            () -> Layers.build(layers, input, weights, chain),
            () -> Layers.build(around, input, weights, chain)));
  }
}
