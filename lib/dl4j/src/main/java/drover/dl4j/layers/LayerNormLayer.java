package drover.dl4j.layers;

import java.util.Map;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.samediff.SDLayerParams;
import org.deeplearning4j.nn.conf.layers.samediff.SameDiffLayer;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Brings the features of each step to mean 0 and deviation 1, then scales and shifts each: what
 * DL4J 1.0.0-M2.1 has only inside other layers. Arrays are [examples, features, steps].
 */
public final class LayerNormLayer extends SameDiffLayer {
  private static final long serialVersionUID = 1L;

  private static final String GAIN = "gain";
  private static final String BIAS = "b";
  private static final double EPSILON = 1e-5;

  private long features;

  /** For reading from JSON. */
  @SuppressWarnings("unused")
  private LayerNormLayer() {}

  LayerNormLayer(long features) {
    this.features = features;
  }

  /** The number of features; for JSON. */
  public long getFeatures() {
    return features;
  }

  /** For JSON. */
  public void setFeatures(long features) {
    this.features = features;
  }

  @Override
  public void defineParameters(SDLayerParams params) {
    params.clear();
    params.addBiasParam(GAIN, features); // as a bias: nothing pulls it to 0
    params.addBiasParam(BIAS, features);
  }

  @Override
  public void initializeParameters(Map<String, INDArray> params) {
    params.get(GAIN).assign(1);
    params.get(BIAS).assign(0);
  }

  @Override
  public InputType getOutputType(int layerIndex, InputType inputType) {
    return inputType;
  }

  @Override
  public SDVariable defineLayer(
      SameDiff graph, SDVariable input, Map<String, SDVariable> params, SDVariable mask) {
    SDVariable centred = input.sub(input.mean(true, 1));
    SDVariable variance = graph.math().square(centred).mean(true, 1);
    SDVariable normal = centred.div(graph.math().sqrt(variance.add(EPSILON)));
    SDVariable gain = params.get(GAIN).reshape(1, features, 1);
    return normal.mul(gain).add(params.get(BIAS).reshape(1, features, 1));
  }
}
