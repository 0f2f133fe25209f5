package drover.dl4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import drover.core.config.Sections;
import drover.dl4j.layers.Shape;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Steps of a softmax regression with two inputs and two classes, computed by hand. */
class UpdateStepTest {

  private static final double RATE = 0.1;
  private static final INDArray ROWS = Nd4j.create(new float[][] {{1, -2}, {0.5f, 3}});
  private static final INDArray LABELS = Nd4j.create(new float[][] {{1, 0}, {0, 1}});

  private double[] before = new double[4];
  private double[] gradient = new double[4];
  private double[] after = new double[4];

  @Test
  void sgdGoesDownTheGradient() throws Exception {
    step("updater { sgd { learning-rate = 0.1 } }");
    assertSteps(0, 0);
  }

  @Test
  void l1AndL2AddToTheGradientOnce() throws Exception {
    step("updater { sgd { learning-rate = 0.1 } }, l1 = 0.3");
    assertSteps(0.3, 0);
    step("updater { sgd { learning-rate = 0.1 } }, l2 = 0.7");
    assertSteps(0, 0.7);
    step("updater { sgd { learning-rate = 0.1 } }, l1 = 0.3, l2 = 0.7");
    assertSteps(0.3, 0.7);
  }

  /** The first step of Adam is the learning rate in the direction of the gradient's sign. */
  @Test
  void adamwDecaysWeightsOnceAndApartFromTheGradient() throws Exception {
    step("updater { adamw { learning-rate = 0.1, weight-decay = 0.5 } }");
    for (int i = 0; i < before.length; i++) {
      double expected = before[i] - RATE * Math.signum(gradient[i]) - RATE * 0.5 * before[i];
      assertThat(after[i]).isCloseTo(expected, within(1e-4));
    }
  }

  @Test
  void adamwDecaysNoBiases() throws Exception {
    MultiLayerNetwork network =
        network("updater { adamw { learning-rate = 0.1, weight-decay = 0.5 } }");
    network.getParam("0_b").assign(5);
    INDArray rows = Nd4j.zeros(2, 2); // both classes alike: no gradient
    network.fit(rows, LABELS);
    assertThat(network.getParam("0_b").toDoubleVector()).containsExactly(5, 5);
  }

  private void assertSteps(double l1, double l2) {
    for (int i = 0; i < before.length; i++) {
      double slope = gradient[i] + l1 * Math.signum(before[i]) + l2 * before[i];
      assertThat(after[i]).isCloseTo(before[i] - RATE * slope, within(1e-6));
    }
  }

  private void step(String training) throws Exception {
    MultiLayerNetwork network = network(training);
    before = network.getParam("0_W").dup('c').data().asDouble();
    INDArray errors = network.output(ROWS).sub(LABELS);
    gradient = ROWS.transpose().mmul(errors).div(2).dup('c').data().asDouble();
    network.fit(ROWS, LABELS);
    after = network.getParam("0_W").dup('c').data().asDouble();
  }

  private static MultiLayerNetwork network(String training) throws Exception {
    String objective = "network = [], training { " + training + " }";
    Dl4jSettings settings = Dl4jSettings.read(Sections.resolved(objective, "objective.dl4j"));
    Network network = Networks.create(settings, new Shape.Flat(2), Task.CLASSIFICATION, 2, 1);
    return (MultiLayerNetwork) network.dl4j();
  }
}
