package drover.dl4j.layers;

import drover.core.config.Section;
import drover.dl4j.layers.Shape.Image;
import java.util.List;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;

/** The maximum or mean of each window of each channel; windows that would overhang are left out. */
record Pool(Window window, boolean max) implements LayerSettings {

  static final String NAME = "pool";

  static Pool read(Section section) {
    int kernel = (int) section.integer("kernel", 1, 1024);
    int stride = section.has("stride") ? (int) section.integer("stride", 1, 1024) : kernel;
    boolean max = section.oneOf("type", List.of("max", "avg")).equals("max");
    return new Pool(new Window(kernel, stride, false), max);
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Shape output(Shape input) throws InfeasibleException {
    return window.over(input, input instanceof Image image ? image.channels() : 0);
  }

  @Override
  public List<Layer> build(WeightSettings weights) {
    return List.of(
        new SubsamplingLayer.Builder(
                max ? SubsamplingLayer.PoolingType.MAX : SubsamplingLayer.PoolingType.AVG)
            .kernelSize(window.kernel(), window.kernel())
            .stride(window.stride(), window.stride())
            .convolutionMode(ConvolutionMode.Truncate)
            .build());
  }
}
