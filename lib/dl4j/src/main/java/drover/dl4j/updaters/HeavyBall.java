package drover.dl4j.updaters;

import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.shade.jackson.annotation.JsonProperty;

/**
 * Momentum (Polyak 1964, the heavy ball): x' = x − v', where v' = momentum · v + rate · gradient.
 */
public final class HeavyBall extends Rule implements Momentum.Carrier {

  private static final long serialVersionUID = 1L;

  private double momentum;

  /**
   * A rule.
   *
   * @param momentum share of the last step that is made again, in [0, 1)
   */
  public HeavyBall(
      @JsonProperty("learningRate") double learningRate,
      @JsonProperty("momentum") double momentum) {
    super(learningRate);
    this.momentum = momentum;
  }

  @Override
  public Momentum momentum() {
    return new Momentum(momentum, value -> momentum = value);
  }

  @Override
  protected int arrays() {
    return 1;
  }

  @Override
  protected double[] constants() {
    return new double[] {momentum};
  }

  @Override
  protected void step(INDArray gradient, List<INDArray> state, int count, double rate) {
    INDArray last = state.get(0);
    last.muli(momentum).addi(gradient.muli(rate));
    gradient.assign(last);
  }
}
