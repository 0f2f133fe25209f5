package drover.dl4j;

import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/** What a network is to learn. */
enum Task {
  /** The class of an example: labels are one-hot, outputs are probabilities of the classes. */
  CLASSIFICATION(Activation.SOFTMAX, LossFunction.MCXENT),
  /** One number or more: labels and outputs are those numbers. */
  REGRESSION(Activation.IDENTITY, LossFunction.MSE);

  private final Activation activation;
  private final LossFunction loss;

  Task(Activation activation, LossFunction loss) {
    this.activation = activation;
    this.loss = loss;
  }

  /** What makes its outputs. */
  Activation activation() {
    return activation;
  }

  /** What compares its outputs with the labels. */
  LossFunction loss() {
    return loss;
  }
}
