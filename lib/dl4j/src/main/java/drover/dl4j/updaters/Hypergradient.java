package drover.dl4j.updaters;

import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * A rule that learns its learning rate by gradient descent (Baydin et al. 2018, hypergradient
 * descent): α' = α + β · g' · d, where g' is the gradient and d the direction of the step before,
 * the step without its rate. A schedule's factor comes on top: steps are factor · α.
 */
abstract class Hypergradient extends Rule {

  private static final long serialVersionUID = 1L;

  /** The learning rate that α begins with, whatever a schedule makes of the current one. */
  private final double firstRate;

  private final double beta;

  /**
   * A rule.
   *
   * @param beta β of the paper, the rate of learning α, at least 0
   */
  Hypergradient(double learningRate, double firstRate, double beta) {
    super(learningRate);
    this.firstRate = firstRate;
    this.beta = beta;
  }

  /** The same that begins with another learning rate. */
  abstract Hypergradient from(double rate);

  final double firstRate() {
    return firstRate;
  }

  final double beta() {
    return beta;
  }

  /**
   * Moves α.
   *
   * @param state the last array keeps α − firstRate, in its first place: as a difference it loses
   *     no small changes to rounding
   * @return the rate of this step
   */
  final double learn(INDArray gradient, INDArray direction, List<INDArray> state) {
    INDArray learned = state.get(state.size() - 1);
    double change = beta * Nd4j.getBlasWrapper().dot(gradient, direction);
    learned.putScalar(0, learned.getDouble(0) + change);
    return rate(state);
  }

  @Override
  protected double rate(List<INDArray> state) {
    double factor = super.rate(state) / firstRate;
    return factor * (firstRate + state.get(state.size() - 1).getDouble(0));
  }
}
