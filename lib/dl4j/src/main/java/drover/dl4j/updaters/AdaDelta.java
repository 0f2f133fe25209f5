package drover.dl4j.updaters;

import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.impl.updaters.AdaDeltaUpdater;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.shade.jackson.annotation.JsonProperty;

/**
 * AdaDelta (Zeiler 2012, algorithm 1) with its step times a learning rate, which is 1 in the paper.
 * DL4J's own has none, and so could follow no schedule.
 */
public final class AdaDelta extends Rule {

  private static final long serialVersionUID = 1L;

  private final double decay;
  private final double epsilon;

  /**
   * A rule.
   *
   * @param decay ρ of the paper, in [0, 1)
   * @param epsilon ε of the paper, more than 0
   */
  public AdaDelta(
      @JsonProperty("learningRate") double learningRate,
      @JsonProperty("decay") double decay,
      @JsonProperty("epsilon") double epsilon) {
    super(learningRate);
    this.decay = decay;
    this.epsilon = epsilon;
  }

  @Override
  protected int arrays() {
    return 2;
  }

  @Override
  protected double[] constants() {
    return new double[] {decay, epsilon};
  }

  @Override
  protected void step(INDArray gradient, List<INDArray> state, int count, double rate) {
    Nd4j.exec(new AdaDeltaUpdater(gradient, state.get(0), state.get(1), decay, epsilon));
    gradient.muli(rate);
  }
}
