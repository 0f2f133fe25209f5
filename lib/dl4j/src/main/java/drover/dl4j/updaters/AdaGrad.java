package drover.dl4j.updaters;

import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.ops.transforms.Transforms;
import org.nd4j.shade.jackson.annotation.JsonProperty;

/**
 * AdaGrad (Duchi, Hazan and Singer 2011, the diagonal form): steps divided by the root of the sum
 * of all squared gradients. DL4J's own begins the sum at 1e-6, whatever its epsilon.
 */
public final class AdaGrad extends Rule {

  private static final long serialVersionUID = 1L;

  private final double epsilon;

  /** A rule; {@code epsilon} is added to the root, more than 0. */
  public AdaGrad(
      @JsonProperty("learningRate") double learningRate, @JsonProperty("epsilon") double epsilon) {
    super(learningRate);
    this.epsilon = epsilon;
  }

  @Override
  protected int arrays() {
    return 1;
  }

  @Override
  protected double[] constants() {
    return new double[] {epsilon};
  }

  @Override
  protected void step(INDArray gradient, List<INDArray> state, int count, double rate) {
    INDArray sum = state.get(0);
    sum.addi(gradient.mul(gradient));
    gradient.muli(rate).divi(Transforms.sqrt(sum, true).addi(epsilon));
  }
}
