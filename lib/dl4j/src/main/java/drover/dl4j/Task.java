package drover.dl4j;

import org.nd4j.linalg.activations.Activation;

/** What a network is to learn. */
enum Task {
  /** The class of an example: labels are one-hot, outputs are probabilities of the classes. */
  CLASSIFICATION("classes", Activation.SOFTMAX),
  /** One number or more: labels and outputs are those numbers. */
  REGRESSION("numbers", Activation.IDENTITY);

  private final String text;
  private final Activation activation;

  Task(String text, Activation activation) {
    this.text = text;
    this.activation = activation;
  }

  /** What it predicts, for messages. */
  String text() {
    return text;
  }

  /** What makes its outputs. */
  Activation activation() {
    return activation;
  }
}
