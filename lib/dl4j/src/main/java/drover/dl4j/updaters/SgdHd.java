package drover.dl4j.updaters;

import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.shade.jackson.annotation.JsonCreator;
import org.nd4j.shade.jackson.annotation.JsonProperty;

/** SGD with hypergradient descent (Baydin et al. 2018, algorithm 4). */
public final class SgdHd extends Hypergradient {

  private static final long serialVersionUID = 1L;

  /** A rule; {@code beta} is the rate of learning the learning rate, at least 0. */
  public SgdHd(double learningRate, double beta) {
    this(learningRate, learningRate, beta);
  }

  @JsonCreator
  private SgdHd(
      @JsonProperty("learningRate") double learningRate,
      @JsonProperty("firstRate") double firstRate,
      @JsonProperty("beta") double beta) {
    super(learningRate, firstRate, beta);
  }

  @Override
  SgdHd from(double rate) {
    return new SgdHd(rate, beta());
  }

  /** The gradient before, and the rate. */
  @Override
  protected int arrays() {
    return 2;
  }

  @Override
  protected double[] constants() {
    return new double[] {firstRate(), beta()};
  }

  @Override
  protected void step(INDArray gradient, List<INDArray> state, int count, double rate) {
    INDArray before = state.get(0);
    double learned = learn(gradient, before, state);
    before.assign(gradient);
    gradient.muli(learned);
  }
}
