package drover.dl4j.updaters;

import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.ops.transforms.Transforms;
import org.nd4j.shade.jackson.annotation.JsonCreator;
import org.nd4j.shade.jackson.annotation.JsonProperty;

/** Adam with hypergradient descent (Baydin et al. 2018, algorithm 6). */
public final class AdamHd extends Hypergradient implements Momentum.Carrier {

  private static final long serialVersionUID = 1L;

  private double beta1;
  private final double beta2;
  private final double epsilon;

  /**
   * A rule; {@code beta} is the rate of learning the learning rate, at least 0, and the others are
   * those of Adam.
   */
  public AdamHd(double learningRate, double beta, double beta1, double beta2, double epsilon) {
    this(learningRate, learningRate, beta, beta1, beta2, epsilon);
  }

  @JsonCreator
  private AdamHd(
      @JsonProperty("learningRate") double learningRate,
      @JsonProperty("firstRate") double firstRate,
      @JsonProperty("beta") double beta,
      @JsonProperty("beta1") double beta1,
      @JsonProperty("beta2") double beta2,
      @JsonProperty("epsilon") double epsilon) {
    super(learningRate, firstRate, beta);
    this.beta1 = beta1;
    this.beta2 = beta2;
    this.epsilon = epsilon;
  }

  @Override
  AdamHd from(double rate) {
    return new AdamHd(rate, beta(), beta1, beta2, epsilon);
  }

  @Override
  public Momentum momentum() {
    return new Momentum(beta1, value -> beta1 = value);
  }

  /** The direction before, both means, and the rate. */
  @Override
  protected int arrays() {
    return 4;
  }

  @Override
  protected double[] constants() {
    return new double[] {firstRate(), beta(), beta1, beta2, epsilon};
  }

  @Override
  protected void step(INDArray gradient, List<INDArray> state, int count, double rate) {
    INDArray direction = state.get(0);
    INDArray mean = state.get(1);
    INDArray squares = state.get(2);
    double learned = learn(gradient, direction, state);
    mean.muli(beta1).addi(gradient.mul(1 - beta1));
    squares.muli(beta2).addi(gradient.muli(gradient).muli(1 - beta2));
    INDArray root = Transforms.sqrt(squares, true).divi(Math.sqrt(1 - Math.pow(beta2, count)));
    direction.assign(mean).divi(root.addi(epsilon)).divi(1 - Math.pow(beta1, count));
    gradient.assign(direction).muli(learned);
  }
}
