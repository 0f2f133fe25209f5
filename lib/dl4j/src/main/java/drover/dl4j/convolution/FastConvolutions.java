package drover.dl4j.convolution;

import java.util.Arrays;
import java.util.IdentityHashMap;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.layers.PoolingType;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.graph.vertex.GraphVertex;
import org.deeplearning4j.nn.graph.vertex.impl.LayerVertex;
import org.deeplearning4j.nn.layers.AbstractLayer;
import org.deeplearning4j.nn.layers.convolution.ConvolutionLayer;
import org.deeplearning4j.nn.layers.convolution.subsampling.SubsamplingLayer;
import org.deeplearning4j.nn.layers.wrapper.BaseWrapperLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Puts fast layers into the places of a network's convolutions and max-pooling. They share the
 * parameters and gradients of the layers that they replace, and compute the same to rounding.
 *
 * <p>Two-dimensional convolutions and max-pooling of floats in the order channels, height, width
 * are replaced, frozen ones too. What stays DL4J's: separable, depthwise, one- and
 * three-dimensional convolutions and deconvolutions, mean and p-norm pooling, channels last, other
 * data types, and any network on a GPU.
 */
public final class FastConvolutions {

  private FastConvolutions() {}

  /**
   * Replaces what can be, in place. A network that is restored or cloned is plain again.
   *
   * @param network initialised
   */
  public static void attachTo(Model network) {
    if (!Nd4j.getBackend().getClass().getSimpleName().equals("CpuBackend")) {
      return;
    }
    Scratch scratch = new Scratch();
    if (network instanceof MultiLayerNetwork sequence) {
      Layer[] layers = sequence.getLayers();
      Arrays.setAll(layers, i -> fast(layers[i], scratch));
    } else if (network instanceof ComputationGraph graph) {
      attachTo(graph, scratch);
    }
  }

  private static void attachTo(ComputationGraph graph, Scratch scratch) {
    IdentityHashMap<Layer, Layer> fast = new IdentityHashMap<>();
    Layer[] layers = graph.getLayers();
    for (int i = 0; i < layers.length; i++) {
      fast.put(layers[i], fast(layers[i], scratch));
      layers[i] = fast.get(layers[i]);
    }
    for (GraphVertex vertex : graph.getVertices()) {
      if (vertex instanceof LayerVertex place) {
        place.setLayer(fast.get(place.getLayer()));
      }
    }
  }

  private static Layer fast(Layer layer, Scratch scratch) {
    if (layer instanceof BaseWrapperLayer wrapper) {
      wrapper.setUnderlying(fast(wrapper.getUnderlying(), scratch));
      return wrapper;
    }
    if (layer.getClass() == ConvolutionLayer.class) {
      return fast((ConvolutionLayer) layer, scratch);
    }
    if (layer.getClass() == SubsamplingLayer.class) {
      return fast((SubsamplingLayer) layer, scratch);
    }
    return layer;
  }

  private static Layer fast(ConvolutionLayer layer, Scratch scratch) {
    if (layer.getDataType() != DataType.FLOAT
        || layer.layerConf().getCnn2dDataFormat() != CNN2DFormat.NCHW) {
      return layer;
    }
    FastConvolution fast = new FastConvolution(layer.conf(), layer.getDataType(), scratch);
    fast.setParamsViewArray(layer.params());
    fast.setParamTable(layer.paramTable());
    if (layer.getGradientsViewArray() != null) {
      fast.setBackpropGradientsViewArray(layer.getGradientsViewArray());
    }
    return inPlaceOf(layer, fast);
  }

  private static Layer fast(SubsamplingLayer layer, Scratch scratch) {
    if (layer.getDataType() != DataType.FLOAT
        || layer.layerConf().getCnn2dDataFormat() != CNN2DFormat.NCHW
        || layer.layerConf().getPoolingType() != PoolingType.MAX) {
      return layer;
    }
    return inPlaceOf(layer, new FastMaxPooling(layer.conf(), layer.getDataType(), scratch));
  }

  private static Layer inPlaceOf(AbstractLayer<?> layer, AbstractLayer<?> fast) {
    fast.setIndex(layer.getIndex());
    fast.setListeners(layer.getListeners());
    fast.setIterationCount(layer.getIterationCount());
    fast.setEpochCount(layer.getEpochCount());
    fast.allowInputModification(layer.isInputModificationAllowed());
    return fast;
  }
}
