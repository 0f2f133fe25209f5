package drover.dl4j.updaters;

import drover.core.config.Sections;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/**
 * A softmax regression of four examples with three inputs and two classes, as a DL4J network and by
 * hand in doubles. Its eight parameters are in DL4J's order: weights by column, then biases.
 */
public final class Regression {

  private static final double[][] ROWS = {{1, -2, 0.5}, {0.5, 3, -1}, {-1.5, 1, 2}, {2, 0.5, 1}};
  private static final int[] CLASSES = {0, 1, 1, 0};

  private static final INDArray FEATURES = Nd4j.create(ROWS).castTo(Nd4j.dataType());
  private static final INDArray LABELS =
      Nd4j.create(new float[][] {{1, 0}, {0, 1}, {0, 1}, {1, 0}});

  private static final float[] FIRST = {0.3f, -0.2f, 0.5f, 0.1f, 0.4f, -0.6f, 0.05f, -0.1f};

  private Regression() {}

  /** The updater of some settings, such as {@code sgd { learning-rate = 1 }}. */
  public static Updater updater(String settings) {
    return Updaters.read(
        Sections.resolved("updater { " + settings + " }", "objective.dl4j.training"));
  }

  /** The network with an updater, at its first parameters. */
  public static MultiLayerNetwork network(String updater) {
    OutputLayer output =
        new OutputLayer.Builder(LossFunction.MCXENT).nOut(2).activation(Activation.SOFTMAX).build();
    MultiLayerNetwork network =
        new MultiLayerNetwork(
            new NeuralNetConfiguration.Builder()
                .updater(updater(updater).rule())
                .list(output)
                .setInputType(InputType.feedForward(3))
                .build());
    network.init();
    network.params().assign(Nd4j.create(FIRST, new long[] {1, FIRST.length}));
    return network;
  }

  /** One step of the network on all examples. */
  public static double[] step(MultiLayerNetwork network) {
    network.fit(FEATURES, LABELS);
    return network.params().toDoubleVector();
  }

  public static double[] first() {
    double[] parameters = new double[FIRST.length];
    for (int i = 0; i < FIRST.length; i++) {
      parameters[i] = FIRST[i];
    }
    return parameters;
  }

  /** The gradient of the mean cross-entropy. */
  public static double[] gradient(double[] parameters) {
    double[] gradient = new double[parameters.length];
    for (int row = 0; row < ROWS.length; row++) {
      double[] scores = {parameters[6], parameters[7]};
      for (int i = 0; i < 3; i++) {
        scores[0] += ROWS[row][i] * parameters[i];
        scores[1] += ROWS[row][i] * parameters[3 + i];
      }
      double second = 1 / (1 + Math.exp(scores[0] - scores[1]));
      double[] error = {1 - second, second};
      error[CLASSES[row]] -= 1;
      for (int c = 0; c < 2; c++) {
        for (int i = 0; i < 3; i++) {
          gradient[3 * c + i] += error[c] * ROWS[row][i] / ROWS.length;
        }
        gradient[6 + c] += error[c] / ROWS.length;
      }
    }
    return gradient;
  }
}
