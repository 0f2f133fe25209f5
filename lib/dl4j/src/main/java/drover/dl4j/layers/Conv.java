package drover.dl4j.layers;

import drover.core.config.Section;
import java.util.List;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.layers.Convolution1DLayer;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.SeparableConvolution2D;
import org.nd4j.linalg.activations.Activation;

/**
 * A convolution, of an image in two dimensions or of a sequence in one.
 *
 * @param separable true for one window a channel, and then a mixture of the channels at each pixel
 *     (Chollet 2017)
 */
record Conv(
    int filters, Window window, boolean separable, Activation activation, WeightSettings own)
    implements LayerSettings {

  static final String NAME = "conv";

  static Conv read(Section section) {
    return new Conv(
        (int) section.integer("filters", 1, 65_536),
        new Window(
            (int) section.integer("kernel", 1, 1024),
            (int) section.integer("stride", 1, 1024),
            (int) section.integer("dilation", 1, 1024),
            section.oneOf("padding", List.of("same", "valid")).equals("same")),
        section.flag("separable"),
        Activations.read(section),
        WeightSettings.override(section));
  }

  /** The same dense layer at each pixel or step. */
  static Conv pointwise(int units, Activation activation, WeightSettings own) {
    return new Conv(units, new Window(1, 1, 1, true), false, activation, own);
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Shape output(Shape input) throws InfeasibleException {
    Shape output = window.over(input, filters);
    if (separable && !(input instanceof Shape.Image)) {
      throw new InfeasibleException("separable is for images; its input is " + input);
    }
    return output;
  }

  @Override
  public Cost cost(Shape input) {
    Shape output = Layers.known(List.of(this), input);
    long places = output.size() / filters;
    long looked = window.size(input) * input.channels();
    long weights = separable ? looked + input.channels() * filters : looked * filters;
    return new Cost(weights + filters, weights * places, output.size(), looked * places);
  }

  @Override
  public void build(Shape input, WeightSettings weights, Chain chain) {
    ConvolutionLayer layer = input instanceof Shape.Image ? ofImage() : ofSequence();
    layer.setConvolutionMode(window.same() ? ConvolutionMode.Same : ConvolutionMode.Truncate);
    layer.setNOut(filters);
    layer.setActivationFn(activation.getActivationFunction());
    Masked.at(input, window, chain);
    chain.add(own.orElse(weights).applyTo(layer));
  }

  private ConvolutionLayer ofImage() {
    int[] kernel = {window.kernel(), window.kernel()};
    int[] stride = {window.stride(), window.stride()};
    int[] dilation = {window.dilation(), window.dilation()};
    return separable
        ? new SeparableConvolution2D.Builder(kernel).stride(stride).dilation(dilation).build()
        : new ConvolutionLayer.Builder(kernel).stride(stride).dilation(dilation).build();
  }

  private ConvolutionLayer ofSequence() {
    return new Convolution1DLayer.Builder(window.kernel(), window.stride())
        .dilation(window.dilation())
        .build();
  }
}
