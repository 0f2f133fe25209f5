package drover.dl4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import drover.core.config.Sections;
import drover.dl4j.layers.Layers;
import drover.dl4j.layers.Shape;
import org.deeplearning4j.nn.conf.layers.DropoutLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class NetworksTest {

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
    assertThat(variance("lecun")).isCloseTo(1 / inputs, within(1e-3));
    assertThat(variance("xavier")).isCloseTo(2 / (inputs + 200), within(1e-3));
    assertThat(variance("xavier-uniform")).isCloseTo(2 / (inputs + 200), within(1e-3));
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
