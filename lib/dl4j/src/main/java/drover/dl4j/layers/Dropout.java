package drover.dl4j.layers;

import drover.core.config.Section;
import java.util.List;
import org.deeplearning4j.nn.conf.dropout.AlphaDropout;
import org.deeplearning4j.nn.conf.dropout.GaussianDropout;
import org.deeplearning4j.nn.conf.dropout.IDropout;
import org.deeplearning4j.nn.conf.dropout.SpatialDropout;
import org.deeplearning4j.nn.conf.layers.DropoutLayer;

/**
 * Disturbs numbers at random while training (Srivastava et al. 2014, inverted: nothing changes when
 * it is off).
 *
 * @param rate probability to drop a number; in [0, 1)
 * @param type {@code plain} sets numbers to zero; {@code spatial} whole channels or features
 *     (Tompson et al. 2015); {@code alpha} keeps mean and variance behind selu (Klambauer et al.
 *     2017); {@code gaussian} multiplies by numbers around 1 with variance rate / (1 − rate)
 */
record Dropout(double rate, String type) implements LayerSettings {

  static final String NAME = "dropout";

  static final Dropout NONE = new Dropout(0, "plain");

  /** Dropping more than this leaves next to nothing of a layer. */
  private static final double MAX_RATE = 0.99;

  static Dropout read(Section section) {
    List<String> types = List.of("plain", "spatial", "gaussian", "alpha");
    return new Dropout(section.real("rate", 0, MAX_RATE), section.oneOf("type", types));
  }

  /** Plain dropout as a setting of another layer. */
  static Dropout read(Section section, String key) {
    return new Dropout(section.real(key, 0, MAX_RATE), "plain");
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
    return Cost.of(0, 0, rate == 0 ? 0 : input.size());
  }

  @Override
  public void build(Shape input, WeightSettings weights, Chain chain) {
    if (rate > 0) {
      IDropout rule = rule(input);
      chain.add(
          input instanceof Shape.Sequence
              ? new SequenceDropout(rule)
              : new DropoutLayer.Builder(rule).build());
    }
  }

  private IDropout rule(Shape input) {
    double retain = 1 - rate; // what DL4J calls dropOut
    return switch (type) {
      case "gaussian" -> new GaussianDropout(rate);
      case "alpha" -> new AlphaDropout(retain);
      case "spatial" ->
          input instanceof Shape.Flat
              ? new org.deeplearning4j.nn.conf.dropout.Dropout(retain)
              : new SpatialDropout(retain);
      default -> new org.deeplearning4j.nn.conf.dropout.Dropout(retain);
    };
  }
}
