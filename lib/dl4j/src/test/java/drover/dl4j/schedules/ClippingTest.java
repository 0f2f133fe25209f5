package drover.dl4j.schedules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import drover.core.config.Sections;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Sgd;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/** What clipping makes of the first step of SGD at rate 1: the gradient itself. */
class ClippingTest {

  private static final INDArray ROWS = Nd4j.rand(new int[] {6, 4}).muli(3);
  private static final INDArray LABELS = Nd4j.vstack(Nd4j.eye(3), Nd4j.eye(3));

  /** Places of the trained parameters of each layer; what batch normalisation tracks is between. */
  private static final int[][] LAYERS = {{0, 25}, {25, 35}, {45, 63}};

  private static final int COUNT = 63;

  @Test
  void cutsNumbersBeyondTheLimit() {
    double[] plain = step("none", false);
    double limit = 0.03;
    double[] expected = plain.clone();
    for (int[] layer : LAYERS) {
      for (int i = layer[0]; i < layer[1]; i++) {
        expected[i] = Math.max(-limit, Math.min(limit, plain[i]));
      }
    }
    assertThat(expected).isNotEqualTo(plain);
    check("value { limit = 0.03 }", expected);
  }

  @Test
  void scalesLayersWhoseNormIsLarger() {
    double[] plain = step("none", false);
    double[] norms = new double[LAYERS.length];
    for (int l = 0; l < LAYERS.length; l++) {
      norms[l] = norm(plain, LAYERS[l]);
    }
    double limit = (Math.max(norms[0], norms[2]) + norms[1]) / 2;
    double[] expected = plain.clone();
    int scaled = 0;
    for (int l = 0; l < LAYERS.length; l++) {
      scaled += norms[l] > limit ? 1 : 0;
      scale(expected, LAYERS[l], Math.min(1, limit / norms[l]));
    }
    assertThat(scaled).isBetween(1, LAYERS.length - 1);
    check("norm-per-layer { limit = " + limit + " }", expected);
  }

  @Test
  void scalesAllByTheGlobalNorm() {
    double[] plain = step("none", false);
    double norm =
        Math.sqrt(
            Math.pow(norm(plain, LAYERS[0]), 2)
                + Math.pow(norm(plain, LAYERS[1]), 2)
                + Math.pow(norm(plain, LAYERS[2]), 2));
    double[] expected = plain.clone();
    for (int[] layer : LAYERS) {
      scale(expected, layer, 0.25);
    }
    check("global-norm { limit = " + norm / 4 + " }", expected);
    check("global-norm { limit = " + norm * 1.01 + " }", plain);
  }

  private static void check(String clipping, double[] expected) {
    assertThat(step(clipping, false)).containsExactly(expected, within(1e-6));
    assertThat(step(clipping, true)).containsExactly(expected, within(1e-6));
  }

  private static double norm(double[] gradient, int[] layer) {
    double squares = 0;
    for (int i = layer[0]; i < layer[1]; i++) {
      squares += gradient[i] * gradient[i];
    }
    return Math.sqrt(squares);
  }

  private static void scale(double[] gradient, int[] layer, double factor) {
    for (int i = layer[0]; i < layer[1]; i++) {
      gradient[i] *= factor;
    }
  }

  /** How far a step goes down, in each parameter. */
  private static double[] step(String clipping, boolean graph) {
    MultiLayerNetwork layers = network();
    Model network = graph ? layers.toComputationGraph() : layers;
    INDArray before = network.params().dup();
    String training = "clipping " + (clipping.contains("{") ? "{" + clipping + "}" : "= none");
    StepSettings settings =
        StepSettings.read(Sections.resolved(training, "objective.dl4j.training"));
    new Steps(network, settings, 1, 1).before(0);
    if (network instanceof ComputationGraph itself) {
      itself.fit(new INDArray[] {ROWS}, new INDArray[] {LABELS});
    } else {
      layers.fit(ROWS, LABELS);
    }
    double[] step = before.sub(network.params()).toDoubleVector();
    assertThat(step).hasSize(COUNT);
    return step;
  }

  private static MultiLayerNetwork network() {
    MultiLayerNetwork network =
        new MultiLayerNetwork(
            new NeuralNetConfiguration.Builder()
                .seed(1)
                .updater(new Sgd(1))
                .list(
                    new DenseLayer.Builder().nOut(5).activation(Activation.TANH).build(),
                    new BatchNormalization(),
                    new OutputLayer.Builder(LossFunction.MCXENT)
                        .nOut(3)
                        .activation(Activation.SOFTMAX)
                        .build())
                .setInputType(InputType.feedForward(4))
                .build());
    network.init();
    return network;
  }
}
