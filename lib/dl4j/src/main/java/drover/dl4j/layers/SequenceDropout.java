package drover.dl4j.layers;

import java.util.Collection;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.api.MaskState;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.dropout.IDropout;
import org.deeplearning4j.nn.conf.layers.DropoutLayer;
import org.deeplearning4j.optimize.api.TrainingListener;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Dropout of sequences, which leaves masks to the layers behind it: DL4J 1.0.0-M2.1 multiplies the
 * arrays of three dimensions by a mask of two and fails.
 */
public final class SequenceDropout extends DropoutLayer {
  private static final long serialVersionUID = 1L;

  /** For reading from JSON. */
  @SuppressWarnings("unused")
  private SequenceDropout() {}

  SequenceDropout(IDropout rule) {
    super(rule);
  }

  @Override
  public Layer instantiate(
      NeuralNetConfiguration conf,
      Collection<TrainingListener> listeners,
      int index,
      INDArray params,
      boolean initialise,
      DataType type) {
    Unmasked layer = new Unmasked(conf, type);
    layer.setListeners(listeners);
    layer.setIndex(index);
    layer.setParamsViewArray(params);
    layer.setParamTable(initializer().init(conf, params, initialise));
    layer.setConf(conf);
    return layer;
  }

  private static final class Unmasked extends org.deeplearning4j.nn.layers.DropoutLayer {
    private static final long serialVersionUID = 1L;

    Unmasked(NeuralNetConfiguration conf, DataType type) {
      super(conf, type);
    }

    @Override
    public Pair<INDArray, MaskState> feedForwardMaskArray(
        INDArray mask, MaskState state, int examples) {
      return new Pair<>(mask, state);
    }
  }
}
