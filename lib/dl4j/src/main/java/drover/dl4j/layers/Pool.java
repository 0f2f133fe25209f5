package drover.dl4j.layers;

import drover.core.config.Section;
import java.util.List;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.layers.Subsampling1DLayer;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer.PoolingType;

/**
 * The maximum or mean of each window of each channel of an image, or feature of a sequence; windows
 * that would overhang are left out.
 */
record Pool(Window window, boolean max) implements LayerSettings {

  static final String NAME = "pool";

  static Pool read(Section section) {
    int kernel = (int) section.integer("kernel", 1, 1024);
    int stride = section.has("stride") ? (int) section.integer("stride", 1, 1024) : kernel;
    boolean max = section.oneOf("type", List.of("max", "avg")).equals("max");
    return new Pool(new Window(kernel, stride, 1, false), max);
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Shape output(Shape input) throws InfeasibleException {
    return window.over(input, input.channels());
  }

  @Override
  public Cost cost(Shape input) {
    return Cost.of(0, 0, Layers.known(List.of(this), input).size());
  }

  @Override
  public void build(Shape input, WeightSettings weights, Chain chain) {
    PoolingType type = max ? PoolingType.MAX : PoolingType.AVG;
    int kernel = window.kernel();
    int stride = window.stride();
    if (input instanceof Shape.Image) {
      chain.add(
          new SubsamplingLayer.Builder(type)
              .kernelSize(kernel, kernel)
              .stride(stride, stride)
              .convolutionMode(ConvolutionMode.Truncate)
              .build());
    } else {
      Masked.at(input, window, chain);
      chain.add(
          new Subsampling1DLayer.Builder(type, kernel, stride)
              .convolutionMode(ConvolutionMode.Truncate)
              .build());
    }
  }
}
