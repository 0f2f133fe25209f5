package drover.dl4j.updaters;

import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.shade.jackson.annotation.JsonProperty;

/**
 * AdaBelief (Zhuang et al. 2020, algorithm 2): Adam that divides by how much gradients differ from
 * their mean. DL4J's own fails at its first step in 1.0.0-M2.1.
 */
public final class AdaBelief extends Moments {

  private static final long serialVersionUID = 1L;

  /** A rule; {@code epsilon} is also added to the squares in each step, as in the paper. */
  public AdaBelief(
      @JsonProperty("learningRate") double learningRate,
      @JsonProperty("beta1") double beta1,
      @JsonProperty("beta2") double beta2,
      @JsonProperty("epsilon") double epsilon) {
    super(learningRate, beta1, beta2, epsilon);
  }

  @Override
  protected void step(INDArray gradient, List<INDArray> state, int count, double rate) {
    INDArray mean = state.get(0);
    INDArray squares = state.get(1);
    mean.muli(beta1()).addi(gradient.mul(1 - beta1()));
    gradient.subi(mean);
    squares.muli(beta2()).addi(gradient.muli(gradient).muli(1 - beta2())).addi(epsilon());
    gradient.assign(mean).divi(divisor(squares, count)).muli(rate / correction(beta1(), count));
  }
}
