package drover.dl4j;

import drover.dl4j.data.DataSettings.ClassWeights;
import drover.dl4j.data.Targets;
import drover.dl4j.layers.InfeasibleException;
import java.util.Arrays;
import java.util.stream.DoubleStream;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.conf.layers.BaseOutputLayer;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.lossfunctions.impl.LossMCXENT;

/** Lets the loss of some classes count more than that of others, for classes of unequal size. */
final class ClassWeighting {

  private ClassWeighting() {}

  /**
   * The weight of each class: n / (k · examples of the class) if they are balanced, for n examples
   * of k classes, and times what the settings say of the class.
   *
   * @param training targets of the training part
   */
  static double[] weights(ClassWeights settings, Targets.Classes training) {
    double[] weights = new double[training.width()];
    Arrays.fill(weights, 1);
    if (settings.balanced()) {
      double[] counts = new double[weights.length];
      Arrays.stream(training.labels()).forEach(label -> counts[label]++);
      for (int c = 0; c < weights.length; c++) {
        weights[c] = training.size() / (weights.length * counts[c]);
      }
    }
    for (int c = 0; c < weights.length; c++) {
      weights[c] *= settings.weights().getOrDefault(training.names().get(c), 1.0);
    }
    return weights;
  }

  /**
   * Gives a fresh network's output layer such a loss, unless all classes count 1.
   *
   * @throws InfeasibleException if its loss is another than cross entropy, which has no weights
   */
  static void apply(ClassWeights settings, Targets training, Network network)
      throws InfeasibleException {
    if (!(training instanceof Targets.Classes classes)) {
      return;
    }
    double[] weights = weights(settings, classes);
    if (DoubleStream.of(weights).allMatch(weight -> weight == 1)) {
      return;
    }
    for (Layer layer : network.layers()) {
      if (layer.conf().getLayer() instanceof BaseOutputLayer output) {
        if (!(output.getLossFn() instanceof LossMCXENT)) {
          throw new InfeasibleException(
              "data.balance and data.class-weights are for training.loss = cross-entropy");
        }
        output.setLossFn(new LossMCXENT(Nd4j.createFromArray(weights).castTo(Nd4j.dataType())));
      }
    }
  }
}
