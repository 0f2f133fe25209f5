package drover.dl4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import drover.core.config.Sections;
import drover.dl4j.layers.InfeasibleException;
import drover.dl4j.layers.Layers;
import drover.dl4j.layers.Shape;
import java.io.File;
import java.nio.file.Path;
import java.util.List;
import org.deeplearning4j.nn.conf.layers.DropoutLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class NetworksTest {

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[]",
        "[dense]",
        "[{ conv { filters = 5 } }, pool]",
        "[{ conv { filters = 5, kernel = 2, stride = 3 } }]",
        "[{ conv { filters = 2, kernel = 4, stride = 3, padding = valid } }, batch-norm]",
        "[{ pool { kernel = 3 } }, dropout, { conv { filters = 4, kernel = 9 } }]",
        "[batch-norm, dropout, { pool { kernel = 3, stride = 2, type = avg } }]",
        "[conv, { dense { units = 7, dropout = 0.5 } }, batch-norm, dense]",
      })
  void dl4jInfersTheSameShapes(String layers) throws Exception {
    Dl4jSettings settings = settings("network = " + layers);
    Shape.Image input = new Shape.Image(8, 7, 2);
    MultiLayerNetwork network = create(settings, input, 3, 1);
    long inputsOfSoftmax = network.getOutputLayer().getParam("W").size(0);
    assertThat(inputsOfSoftmax).isEqualTo(Layers.output(settings.network(), input).size());
    assertThat(network.output(Nd4j.zeros(5, input.size())).shape()).containsExactly(5, 3);
  }

  @Test
  void theSeedDecidesTheFirstWeights() throws Exception {
    assertThat(weights("", 1)).isEqualTo(weights("", 1)).isNotEqualTo(weights("", 2));
  }

  @Test
  void weightInitHasTheVarianceOfItsPaper() throws Exception {
    double inputs = 100;
    assertThat(variance("he")).isCloseTo(2 / inputs, within(2e-3));
    assertThat(variance("he-uniform")).isCloseTo(2 / inputs, within(2e-3));
    for (String init : List.of("lecun", "lecun-uniform", "normal", "xavier-fan-in")) {
      assertThat(variance(init)).as(init).isCloseTo(1 / inputs, within(1e-3));
    }
    assertThat(variance("uniform")).isCloseTo(1 / inputs / 3, within(1e-3));
    assertThat(variance("xavier-legacy")).isCloseTo(1 / (inputs + 200), within(1e-3));
    assertThat(variance("var-scaling-uniform-fan-in")).isCloseTo(1 / inputs, within(1e-3));
    assertThat(variance("var-scaling-uniform-fan-out")).isCloseTo(1 / 200.0, within(1e-3));
    assertThat(variance("var-scaling-uniform-fan-avg")).isCloseTo(1 / 150.0, within(1e-3));
    assertThat(variance("xavier")).isCloseTo(2 / (inputs + 200), within(1e-3));
    assertThat(variance("xavier-uniform")).isCloseTo(2 / (inputs + 200), within(1e-3));
  }

  @Test
  void firstWeightsMayBeOfAnyMeanAndDeviation() throws Exception {
    String init = "weight-init { %s }";
    INDArray gaussian = weights(init.formatted("gaussian { mean = 2, std = 0.3 }"), 1);
    assertThat(gaussian.meanNumber().doubleValue()).isCloseTo(2, within(0.02));
    assertThat(gaussian.stdNumber().doubleValue()).isCloseTo(0.3, within(0.01));
    INDArray truncated = weights(init.formatted("truncated-gaussian { mean = 2, std = 0.3 }"), 1);
    assertThat(truncated.meanNumber().doubleValue()).isCloseTo(2, within(0.02));
    assertThat(truncated.sub(2).amaxNumber().doubleValue()).isBetween(0.55, 0.6 + 1e-6);
    INDArray between = weights(init.formatted("uniform-between { low = 1, high = 3 }"), 1);
    assertThat(between.minNumber().doubleValue()).isBetween(1.0, 1.01);
    assertThat(between.maxNumber().doubleValue()).isBetween(2.99, 3.0);
    assertThat(between.stdNumber().doubleValue()).isCloseTo(2 / Math.sqrt(12), within(0.01));
    assertThat(weights(init.formatted("constant { value = 0.7 }"), 1))
        .isEqualTo(Nd4j.valueArrayOf(100, 200, 0.7));
  }

  @Test
  void anIdentityKeepsWhatComesIn() throws Exception {
    String identity = "weight-init { identity { scale = 2 } }";
    MultiLayerNetwork network =
        create(
            settings(
                "network = [{ conv { filters = 2, activation = identity, %s } }, { dense { units = 24, activation = identity, %s } }]"
                    .formatted(identity, identity)),
            new Shape.Image(3, 4, 2),
            2,
            1);
    INDArray image = Nd4j.rand(1, 24);
    INDArray dense = network.feedForward(image).get(2);
    assertThat(dense).isEqualTo(image.mul(4));
    assertThatThrownBy(() -> weights("weight-init = identity", 1))
        .isInstanceOf(InfeasibleException.class)
        .hasMessageContaining("must be a square matrix");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "lecun-uniform",
        "var-scaling-uniform-fan-out",
        "{ constant { value = 0.1 } }",
        "{ gaussian { std = 0.1 } }",
        "{ truncated-gaussian { std = 0.1 } }",
        "{ uniform-between { low = -0.1, high = 0.2 } }",
      })
  void everyInitIsDecidedByTheSeedSurvivesItsFileAndIsForEveryLayer(String init) throws Exception {
    String training = "weight-init = " + init;
    assertThat(weights(training, 1)).isEqualTo(weights(training, 1));
    Dl4jSettings sequences =
        settings("network = [conv, attention, lstm], training { %s }".formatted(training));
    Network network =
        Networks.create(sequences, new Shape.Sequence(5, 3), Task.CLASSIFICATION, 2, 1);
    assertThat(network.params().maxNumber().doubleValue()).isFinite();
    File file = folder.resolve("model.zip").toFile();
    network.save(file);
    assertThat(Networks.restore(file, true).params()).isEqualTo(network.params());
  }

  @Test
  void dropoutIsTheProbabilityToDrop() throws Exception {
    MultiLayerNetwork network =
        create(settings("network = [{ dropout { rate = 0.2 } }]"), new Shape.Flat(10_000), 2, 1);
    assertThat(network.getLayer(0).conf().getLayer()).isInstanceOf(DropoutLayer.class);
    INDArray dropped = network.feedForward(Nd4j.ones(1, 10_000), true).get(1);
    double zeros = dropped.eq(0).castTo(dropped.dataType()).sumNumber().doubleValue();
    assertThat(zeros / 10_000).isCloseTo(0.2, within(0.02));
    assertThat(dropped.meanNumber().doubleValue()).isCloseTo(1, within(0.02));
  }

  private static double variance(String init) throws Exception {
    return weights("weight-init = " + init, 1).varNumber().doubleValue();
  }

  private static INDArray weights(String training, long seed) throws Exception {
    String objective = "network = [{ dense { units = 200 } }], training { " + training + " }";
    return create(settings(objective), new Shape.Flat(100), 2, seed).getParam("0_W");
  }

  private static MultiLayerNetwork create(
      Dl4jSettings settings, Shape input, int classes, long seed) throws Exception {
    Network network = Networks.create(settings, input, Task.CLASSIFICATION, classes, seed);
    return (MultiLayerNetwork) network.dl4j();
  }

  private static Dl4jSettings settings(String objective) {
    return Dl4jSettings.read(Sections.resolved(objective, "objective.dl4j"));
  }
}
