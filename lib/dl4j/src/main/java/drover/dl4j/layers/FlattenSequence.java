package drover.dl4j.layers;

import org.deeplearning4j.nn.api.MaskState;
import org.deeplearning4j.nn.conf.InputPreProcessor;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.workspace.ArrayType;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.shade.jackson.annotation.JsonProperty;

/** Makes one vector of a whole sequence: [examples, features, steps] to [examples, size]. */
public final class FlattenSequence implements InputPreProcessor {
  private static final long serialVersionUID = 1L;

  private final long features;
  private final long steps;

  /** For sequences of this many features and steps. */
  public FlattenSequence(
      @JsonProperty("features") long features, @JsonProperty("steps") long steps) {
    this.features = features;
    this.steps = steps;
  }

  /** For JSON. */
  public long getFeatures() {
    return features;
  }

  /** For JSON. */
  public long getSteps() {
    return steps;
  }

  @Override
  public INDArray preProcess(INDArray input, int examples, LayerWorkspaceMgr workspaces) {
    return workspaces
        .dup(ArrayType.ACTIVATIONS, input, 'c')
        .reshape('c', input.size(0), features * steps);
  }

  @Override
  public INDArray backprop(INDArray output, int examples, LayerWorkspaceMgr workspaces) {
    return workspaces
        .dup(ArrayType.ACTIVATION_GRAD, output, 'c')
        .reshape('c', output.size(0), features, steps);
  }

  @Override
  @SuppressWarnings("MethodDoesntCallSuperMethod")
  public FlattenSequence clone() {
    return new FlattenSequence(features, steps);
  }

  @Override
  public InputType getOutputType(InputType input) {
    return InputType.feedForward(features * steps);
  }

  @Override
  public Pair<INDArray, MaskState> feedForwardMaskArray(
      INDArray mask, MaskState state, int examples) {
    return new Pair<>(null, state);
  }
}
