package drover.dl4j.updaters;

import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.shade.jackson.annotation.JsonProperty;

/**
 * AdaGrad-Norm (Ward, Wu and Bottou 2019, algorithm 1): one rate for all parameters of a block, η /
 * b, where b² grows by the squared norm of each gradient.
 */
public final class AdaGradNorm extends Rule {

  private static final long serialVersionUID = 1L;

  private final double b0;

  /**
   * A rule.
   *
   * @param learningRate η of the paper
   * @param b0 b before the first step, more than 0
   */
  public AdaGradNorm(
      @JsonProperty("learningRate") double learningRate, @JsonProperty("b0") double b0) {
    super(learningRate);
    this.b0 = b0;
  }

  /** One number would do, but DL4J rearranges states by whole multiples of the parameters. */
  @Override
  protected int arrays() {
    return 1;
  }

  @Override
  protected double[] constants() {
    return new double[] {b0};
  }

  @Override
  protected void step(INDArray gradient, List<INDArray> state, int count, double rate) {
    INDArray sum = state.get(0);
    double squares = sum.getDouble(0) + Nd4j.getBlasWrapper().dot(gradient, gradient);
    sum.putScalar(0, squares);
    gradient.muli(rate / Math.sqrt(b0 * b0 + squares));
  }
}
