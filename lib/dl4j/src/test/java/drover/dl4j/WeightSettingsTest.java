package drover.dl4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import drover.core.config.Sections;
import drover.dl4j.layers.InfeasibleException;
import drover.dl4j.layers.Shape;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Constraints, losses and activations, as they act in a step. */
class WeightSettingsTest {

  private static final INDArray FEATURES = Nd4j.rand(4, 3);
  private static final INDArray ONE_HOT = Nd4j.eye(2).repeat(0, 2);

  @Test
  void maxNormBoundsTheWeightsOfEachUnit() throws Exception {
    Network network =
        trained("[{ dense { units = 5 } }]", "constraint { max-norm { norm = 0.5 } }");
    INDArray norms = network.layers()[0].getParam("W").norm2(0);
    assertThat(norms.maxNumber().doubleValue()).isLessThanOrEqualTo(0.5 + 1e-4);
  }

  @Test
  void minMaxNormKeepsTheWeightsOfEachUnitBetween() throws Exception {
    Network network =
        made(
            "[{ dense { units = 9, weight-init { gaussian { std = 0.01 } } } }, { dense { units = 5 } }]",
            "weight-init { gaussian { std = 9 } }"
                + ", constraint { min-max-norm { min = 0.5, max = 1.5 } }",
            new Shape.Flat(3));
    network.fit(FEATURES, ONE_HOT, null);
    INDArray small = network.layers()[0].getParam("W").norm2(0);
    assertThat(small.minNumber().doubleValue()).isCloseTo(0.5, within(1e-3));
    assertThat(small.maxNumber().doubleValue()).isLessThanOrEqualTo(1.5 + 1e-3);
    INDArray large = network.layers()[1].getParam("W").norm2(0);
    assertThat(large.minNumber().doubleValue()).isCloseTo(1.5, within(1e-3));
    assertThat(large.maxNumber().doubleValue()).isCloseTo(1.5, within(1e-3));
  }

  @Test
  void aLayersOwnConstraintReplacesTheNetworks() throws Exception {
    Network network =
        trained("[{ dense { units = 5, constraint = unit-norm } }]", "constraint = non-negative");
    INDArray norms = network.layers()[0].getParam("W").norm2(0);
    assertThat(norms.minNumber().doubleValue()).isCloseTo(1, within(1e-4));
    assertThat(norms.maxNumber().doubleValue()).isCloseTo(1, within(1e-4));
    assertThat(network.layers()[1].getParam("W").minNumber().doubleValue()).isNotNegative();
  }

  @Test
  void unitNormOfConvolutionsIsThatOfAFilter() throws Exception {
    Network network =
        made("[{ conv { filters = 3 } }]", "constraint = unit-norm", new Shape.Image(4, 4, 2));
    network.fit(Nd4j.rand(4, 32), ONE_HOT, null);
    INDArray norms = network.layers()[0].getParam("W").norm2(1, 2, 3);
    assertThat(norms.minNumber().doubleValue()).isCloseTo(1, within(1e-4));
    assertThat(norms.maxNumber().doubleValue()).isCloseTo(1, within(1e-4));
  }

  @Test
  void normsOfSeparableConvolutionsAreThoseOfAWindowAndOfAMixture() throws Exception {
    Network network =
        made(
            "[{ conv { filters = 3, separable = true } }]",
            "constraint = unit-norm",
            new Shape.Image(4, 4, 2));
    network.fit(Nd4j.rand(4, 32), ONE_HOT, null);
    assertThat(network.layers()[0].getParam("W").norm2(2, 3).toDoubleVector())
        .hasSize(2)
        .containsExactly(new double[] {1, 1}, within(1e-4));
    assertThat(network.layers()[0].getParam("pW").norm2(1, 2, 3).toDoubleVector())
        .containsExactly(new double[] {1, 1, 1}, within(1e-4));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "cube", "elu", "gelu", "hard-sigmoid", "hard-tanh", "identity", "leaky-relu", "mish",
        "rational-tanh", "rectified-tanh", "relu", "relu6", "rrelu", "selu", "sigmoid", "softplus",
        "softsign", "swish", "tanh", "thresholded-relu"
      })
  void activationsTrain(String activation) throws Exception {
    Network network = trained("[{ dense { units = 9, activation = " + activation + " } }]", "");
    assertThat(network.score()).isFinite();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "cross-entropy",
        "kl-divergence",
        "cosine-proximity",
        "poisson",
        "msle",
        "mse",
        "mae",
        "l1",
        "l2"
      })
  void lossesOfClassesFall(String loss) throws Exception {
    Network network = made("[]", "loss = " + loss, new Shape.Flat(3));
    assertFalls(network, FEATURES, ONE_HOT);
  }

  @ParameterizedTest
  @ValueSource(strings = {"auto", "mse", "mae", "l1", "l2"})
  void lossesOfNumbersFall(String loss) throws Exception {
    Dl4jSettings settings = settings("[]", "loss = " + loss);
    Network network = Networks.create(settings, new Shape.Flat(3), Task.REGRESSION, 1, 1);
    assertFalls(network, FEATURES, FEATURES.sum(1).reshape(4, 1).add(2));
  }

  @Test
  void aLossOfProbabilitiesIsNotForNumbers() {
    Dl4jSettings settings = settings("[]", "loss = kl-divergence");
    assertThatThrownBy(() -> Networks.create(settings, new Shape.Flat(3), Task.REGRESSION, 1, 1))
        .isInstanceOf(InfeasibleException.class)
        .hasMessage("training.loss: kl-divergence is not for numbers; [l1, l2, mae, mse]");
  }

  private static void assertFalls(Network network, INDArray features, INDArray labels) {
    network.fit(features, labels, null);
    double first = network.score();
    for (int step = 0; step < 20; step++) {
      network.fit(features, labels, null);
    }
    assertThat(network.score()).isLessThan(first);
  }

  private static Network trained(String layers, String training) throws Exception {
    Network network = made(layers, training, new Shape.Flat(3));
    network.fit(FEATURES, ONE_HOT, null);
    return network;
  }

  private static Network made(String layers, String training, Shape input) throws Exception {
    return Networks.create(settings(layers, training), input, Task.CLASSIFICATION, 2, 1);
  }

  private static Dl4jSettings settings(String layers, String training) {
    String text = "network = %s\ntraining { updater { sgd { learning-rate = 0.05 } }, %s }";
    return Dl4jSettings.read(Sections.resolved(text.formatted(layers, training), "objective.dl4j"));
  }
}
