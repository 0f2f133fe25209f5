package drover.dl4j.layers;

import drover.core.config.Section;
import java.util.List;
import org.deeplearning4j.nn.conf.layers.DropoutLayer;
import org.deeplearning4j.nn.conf.layers.Layer;

/**
 * Sets numbers to zero at random while training (Srivastava et al. 2014, inverted: the others grow,
 * so that nothing changes when it is off).
 *
 * @param rate probability to drop a number; in [0, 1)
 */
record Dropout(double rate) implements LayerSettings {

  static final String NAME = "dropout";

  /** Dropping more than this leaves next to nothing of a layer. */
  private static final double MAX_RATE = 0.99;

  static Dropout read(Section section) {
    return read(section, "rate");
  }

  static Dropout read(Section section, String key) {
    return new Dropout(section.real(key, 0, MAX_RATE));
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
    double retain = 1 - rate; // what DL4J calls dropOut
    return rate == 0 ? List.of() : List.of(new DropoutLayer.Builder(retain).build());
  }
}
