package drover.dl4j.layers;

import drover.core.config.Section;
import java.util.List;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.nd4j.linalg.activations.Activation;

/** A two-dimensional convolution. */
record Conv(int filters, Window window, Activation activation, WeightSettings own)
    implements LayerSettings {

  static final String NAME = "conv";

  static Conv read(Section section) {
    return new Conv(
        (int) section.integer("filters", 1, 65_536),
        new Window(
            (int) section.integer("kernel", 1, 1024),
            (int) section.integer("stride", 1, 1024),
            section.oneOf("padding", List.of("same", "valid")).equals("same")),
        Activations.read(section),
        WeightSettings.override(section));
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Shape output(Shape input) throws InfeasibleException {
    return window.over(input, filters);
  }

  @Override
  public List<Layer> build(WeightSettings weights) {
    int kernel = window.kernel();
    ConvolutionLayer layer =
        new ConvolutionLayer.Builder(kernel, kernel)
            .stride(window.stride(), window.stride())
            .convolutionMode(window.same() ? ConvolutionMode.Same : ConvolutionMode.Truncate)
            .nOut(filters)
            .activation(activation)
            .build();
    return List.of(own.orElse(weights).applyTo(layer));
  }
}
