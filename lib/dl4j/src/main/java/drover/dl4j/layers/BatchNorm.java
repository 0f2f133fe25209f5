package drover.dl4j.layers;

import drover.core.config.Section;
import java.util.List;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.Layer;

/** Batch normalisation (Ioffe and Szegedy 2015), per channel of an image or unit of a vector. */
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
  public Shape output(Shape input) {
    return input;
  }

  @Override
  public List<Layer> build(WeightSettings weights) {
    return List.of(new BatchNormalization.Builder().build());
  }
}
