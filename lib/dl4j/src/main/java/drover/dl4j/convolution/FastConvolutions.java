package drover.dl4j.convolution;

import drover.dl4j.natives.NativeFloats;
import java.util.Arrays;
import java.util.IdentityHashMap;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.layers.PoolingType;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.graph.vertex.GraphVertex;
import org.deeplearning4j.nn.graph.vertex.VertexIndices;
import org.deeplearning4j.nn.graph.vertex.impl.LayerVertex;
import org.deeplearning4j.nn.layers.AbstractLayer;
import org.deeplearning4j.nn.layers.convolution.ConvolutionLayer;
import org.deeplearning4j.nn.layers.convolution.subsampling.SubsamplingLayer;
import org.deeplearning4j.nn.layers.wrapper.BaseWrapperLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.api.buffer.DataType;

/**
 * Puts fast layers into the places of a network's convolutions and max-pooling. They share the
 * parameters and gradients of the layers that they replace, and compute the same to rounding; but
 * the gradient of a network's input, which training has no use for, is 0 if a convolution comes
 * first.
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
    if (!NativeFloats.holdArrays()) {
      return;
    }
    Scratch scratch = new Scratch();
    if (network instanceof MultiLayerNetwork sequence) {
      Layer[] layers = sequence.getLayers();
      boolean learned = false;
      for (int i = 0; i < layers.length; i++) {
        layers[i] = fast(layers[i], scratch, learned);
        learned |= layers[i].numParams() > 0;
      }
    } else if (network instanceof ComputationGraph graph) {
      attachTo(graph, scratch);
    }
  }

  private static void attachTo(ComputationGraph graph, Scratch scratch) {
    IdentityHashMap<Layer, Layer> fast = new IdentityHashMap<>();
    GraphVertex[] vertices = graph.getVertices();
    boolean[] learned = new boolean[vertices.length]; // at a vertex or before it
    for (int place : graph.topologicalSortOrder()) {
      GraphVertex vertex = vertices[place];
      VertexIndices[] inputs = vertex.getInputVertices();
      boolean before =
          inputs != null
              && Arrays.stream(inputs).anyMatch(input -> learned[input.getVertexIndex()]);
      if (vertex instanceof LayerVertex layer) {
        fast.put(layer.getLayer(), fast(layer.getLayer(), scratch, before));
        layer.setLayer(fast.get(layer.getLayer()));
      }
      learned[place] = before || vertex.numParams() > 0;
    }
    Layer[] layers = graph.getLayers();
    Arrays.setAll(layers, i -> fast.getOrDefault(layers[i], layers[i]));
  }

  /**
   * The layer itself, or what takes its place.
   *
   * @param learned whether a layer before it has parameters, for which it must pass gradients on
   */
  private static Layer fast(Layer layer, Scratch scratch, boolean learned) {
    if (layer instanceof BaseWrapperLayer wrapper) {
      wrapper.setUnderlying(fast(wrapper.getUnderlying(), scratch, learned));
      return wrapper;
    }
    if (layer.getClass() == ConvolutionLayer.class) {
      return fast((ConvolutionLayer) layer, scratch, learned);
    }
    if (layer.getClass() == SubsamplingLayer.class) {
      return fast((SubsamplingLayer) layer, scratch);
    }
    return layer;
  }

  private static Layer fast(ConvolutionLayer layer, Scratch scratch, boolean learned) {
    if (layer.getDataType() != DataType.FLOAT
        || layer.layerConf().getCnn2dDataFormat() != CNN2DFormat.NCHW) {
      return layer;
    }
    FastConvolution fast = new FastConvolution(layer.conf(), layer.getDataType(), scratch, learned);
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
