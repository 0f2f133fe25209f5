package drover.dl4j.layers;

import drover.core.config.Section;
import java.util.List;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;

/**
 * Batch normalisation (Ioffe and Szegedy 2015), per channel of an image, feature of a sequence or
 * unit of a vector.
 */
record BatchNorm() implements LayerSettings {

  static final String NAME = "batch-norm";

  static BatchNorm read(@SuppressWarnings("unused") Section section) {
    return new BatchNorm();
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public boolean wantsVector(boolean next) {
    return next;
  }

  @Override
  public Shape output(Shape input) {
    return input;
  }

  @Override
  public Cost cost(Shape input) {
    return Cost.of(4 * input.channels(), 0, input.size()); // gain, shift, mean and variance
  }

  @Override
  public void build(Shape input, WeightSettings weights, Chain chain) {
    if (input instanceof Shape.Sequence sequence) { // DL4J fails at arrays of three dimensions
      List<Long> pixels = List.of(sequence.features(), sequence.steps(), 1L);
      chain.add(new Reshape(sequence.form(), pixels));
      chain.add(new BatchNormalization.Builder().build());
      chain.add(new Reshape(pixels, sequence.form()));
    } else {
      chain.add(new BatchNormalization.Builder().build());
    }
  }
}
