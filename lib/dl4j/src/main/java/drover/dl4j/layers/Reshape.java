package drover.dl4j.layers;

import java.util.List;
import org.deeplearning4j.nn.api.MaskState;
import org.deeplearning4j.nn.conf.InputPreProcessor;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.workspace.ArrayType;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.shade.jackson.annotation.JsonProperty;

/**
 * Gives each example another form, its numbers in the same order: a vector [size], a sequence
 * [features, steps], or an image [channels, height, width]. A vector has no mask.
 */
public final class Reshape implements InputPreProcessor {
  private static final long serialVersionUID = 1L;

  private final List<Long> from;
  private final List<Long> to;

  /** From one form to another of as many numbers. */
  public Reshape(@JsonProperty("from") List<Long> from, @JsonProperty("to") List<Long> to) {
    this.from = List.copyOf(from);
    this.to = List.copyOf(to);
  }

  /** For JSON. */
  public List<Long> getFrom() {
    return from;
  }

  /** For JSON. */
  public List<Long> getTo() {
    return to;
  }

  @Override
  public INDArray preProcess(INDArray input, int examples, LayerWorkspaceMgr workspaces) {
    return formed(workspaces.dup(ArrayType.ACTIVATIONS, input, 'c'), to);
  }

  @Override
  public INDArray backprop(INDArray output, int examples, LayerWorkspaceMgr workspaces) {
    return formed(workspaces.dup(ArrayType.ACTIVATION_GRAD, output, 'c'), from);
  }

  private static INDArray formed(INDArray array, List<Long> form) {
    long[] shape = new long[form.size() + 1];
    shape[0] = array.size(0);
    for (int i = 0; i < form.size(); i++) {
      shape[i + 1] = form.get(i);
    }
    return array.reshape('c', shape);
  }

  @Override
  @SuppressWarnings("MethodDoesntCallSuperMethod") // immutable
  public Reshape clone() {
    return new Reshape(from, to);
  }

  @Override
  public InputType getOutputType(InputType input) {
    return switch (to.size()) {
      case 1 -> InputType.feedForward(to.get(0));
      case 2 -> InputType.recurrent(to.get(0), to.get(1));
      default -> InputType.convolutional(to.get(1), to.get(2), to.get(0));
    };
  }

  @Override
  public Pair<INDArray, MaskState> feedForwardMaskArray(
      INDArray mask, MaskState state, int examples) {
    return new Pair<>(to.size() == 1 ? null : mask, state);
  }
}
