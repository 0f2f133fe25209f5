package drover.dl4j.layers;

import drover.core.config.Section;
import drover.dl4j.layers.Shape.Sequence;
import drover.dl4j.layers.Shape.Tokens;
import org.deeplearning4j.nn.conf.distribution.NormalDistribution;
import org.deeplearning4j.nn.conf.layers.EmbeddingSequenceLayer;
import org.deeplearning4j.nn.weights.WeightInitDistribution;

/** A vector for each token of the vocabulary (Bengio et al. 2003), as long as 1 on average. */
record Embedding(int units, WeightSettings own) implements LayerSettings {

  static final String NAME = "embedding";

  static Embedding read(Section section) {
    return new Embedding(
        (int) section.integer("units", 1, 65_536), WeightSettings.override(section));
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public boolean takesTokens() {
    return true;
  }

  @Override
  public Shape output(Shape input) throws InfeasibleException {
    if (!(input instanceof Tokens tokens)) {
      throw new InfeasibleException("its input is " + input + ", not tokens");
    }
    return new Sequence(tokens.steps(), units);
  }

  @Override
  public Cost cost(Shape input) {
    Tokens tokens = (Tokens) input;
    return Cost.of(tokens.vocabulary() * units, 0, tokens.steps() * units);
  }

  @Override
  public void build(Shape input, WeightSettings weights, Chain chain) {
    Tokens tokens = (Tokens) input;
    EmbeddingSequenceLayer layer =
        new EmbeddingSequenceLayer.Builder()
            .nIn(tokens.vocabulary())
            .nOut(units)
            .inputLength(Math.toIntExact(tokens.steps()))
            .build();
    own.orElse(weights).applyTo(layer);
    if (own.init().isEmpty()) { // the networks' inits look at the vocabulary's size
      layer.setWeightInitFn(
          new WeightInitDistribution(new NormalDistribution(0, 1 / Math.sqrt(units))));
    }
    chain.add(layer);
  }
}
