package drover.dl4j.updaters;

import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.ops.transforms.Transforms;

/**
 * A rule with a mean of gradients and a mean of squares, both corrected for their beginning at 0.
 */
abstract class Moments extends Rule implements Momentum.Carrier {

  private static final long serialVersionUID = 1L;

  private double beta1;
  private final double beta2;
  private final double epsilon;

  /**
   * A rule.
   *
   * @param beta1 share of the mean of gradients that is kept in each step, in [0, 1)
   * @param beta2 share of the mean of squares that is kept in each step, in [0, 1)
   * @param epsilon added to the root of the squares, more than 0
   */
  Moments(double learningRate, double beta1, double beta2, double epsilon) {
    super(learningRate);
    this.beta1 = beta1;
    this.beta2 = beta2;
    this.epsilon = epsilon;
  }

  @Override
  public final Momentum momentum() {
    return new Momentum(beta1, value -> beta1 = value);
  }

  @Override
  protected final int arrays() {
    return 2;
  }

  @Override
  protected final double[] constants() {
    return new double[] {beta1, beta2, epsilon};
  }

  final double beta1() {
    return beta1;
  }

  final double beta2() {
    return beta2;
  }

  final double epsilon() {
    return epsilon;
  }

  /** How much a mean that has seen so many numbers must be divided by. */
  static double correction(double beta, int count) {
    return 1 - Math.pow(beta, count);
  }

  /** What the step is divided by: the root of the corrected squares, and epsilon. */
  final INDArray divisor(INDArray squares, int count) {
    INDArray root = Transforms.sqrt(squares, true);
    return root.divi(Math.sqrt(correction(beta2, count))).addi(epsilon);
  }
}
