package drover.dl4j.updaters;

import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.shade.jackson.annotation.JsonProperty;

/**
 * Adam with Nesterov's momentum (Dozat 2016, algorithm 2 with a constant µ). DL4J's own does not
 * correct the squares for their beginning at 0 in 1.0.0-M2.1, which makes its first steps some 30
 * times too long.
 */
public final class Nadam extends Moments {

  private static final long serialVersionUID = 1L;

  /** A rule. */
  public Nadam(
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
    squares.muli(beta2()).addi(gradient.mul(gradient).muli(1 - beta2()));
    gradient
        .muli((1 - beta1()) / correction(beta1(), count))
        .addi(mean.mul(beta1() / correction(beta1(), count + 1)))
        .divi(divisor(squares, count))
        .muli(rate);
  }
}
