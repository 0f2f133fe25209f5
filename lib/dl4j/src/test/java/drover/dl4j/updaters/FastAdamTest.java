package drover.dl4j.updaters;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.nn.updater.UpdaterBlock;
import org.deeplearning4j.util.ModelSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.AdamUpdater;
import org.nd4j.linalg.learning.GradientUpdater;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.learning.config.Nesterovs;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/** Drover's Adam beside DL4J's. */
class FastAdamTest {

  private static final int STEPS = 20;

  @Test
  void trainsAsDl4jsDoes() {
    MultiLayerNetwork stock = network(new Adam(0.01, 0.8, 0.99, 1e-6), DataType.FLOAT);
    MultiLayerNetwork fast = stock.clone();
    FastAdam.attachTo(fast);
    assertThat(updaters(fast)).hasSize(2).hasOnlyElementsOfType(FastAdam.class);
    for (int step = 0; step < STEPS; step++) {
      INDArray x = Nd4j.rand(8, 50);
      stock.fit(x, Nd4j.eye(8));
      fast.fit(x, Nd4j.eye(8));
    }
    assertClose(fast.params(), stock.params());
    assertClose(fast.getUpdater().getStateViewArray(), stock.getUpdater().getStateViewArray());
  }

  @Test
  void aChangedRateIsHeeded() {
    MultiLayerNetwork fast = network(new Adam(0.01), DataType.FLOAT);
    FastAdam.attachTo(fast);
    INDArray before = fast.getLayer(0).params().dup();
    setRate(fast, 0);
    fast.fit(Nd4j.rand(8, 50), Nd4j.eye(8));
    assertThat(fast.getLayer(0).params()).isEqualTo(before);
    setRate(fast, 0.01);
    fast.fit(Nd4j.rand(8, 50), Nd4j.eye(8));
    assertThat(fast.getLayer(0).params()).isNotEqualTo(before);
  }

  @Test
  void aFileHasDl4jsAdam(@TempDir Path folder) throws IOException {
    MultiLayerNetwork fast = network(new Adam(0.01), DataType.FLOAT);
    FastAdam.attachTo(fast);
    fast.fit(Nd4j.rand(8, 50), Nd4j.eye(8));
    File file = folder.resolve("model.zip").toFile();
    ModelSerializer.writeModel(fast, file, true);
    MultiLayerNetwork restored = ModelSerializer.restoreMultiLayerNetwork(file, true);
    assertThat(updaters(restored)).hasOnlyElementsOfType(AdamUpdater.class);
    assertThat(restored.getUpdater().getStateViewArray())
        .isEqualTo(fast.getUpdater().getStateViewArray());
  }

  @Test
  void otherUpdatersAndTypesStayDl4js() {
    for (MultiLayerNetwork network :
        List.of(
            network(new Nesterovs(0.01), DataType.FLOAT),
            network(new Adam(0.01), DataType.DOUBLE))) {
      List<Object> before = updaters(network);
      FastAdam.attachTo(network);
      assertThat(updaters(network)).containsExactlyElementsOf(before);
    }
  }

  private static void setRate(MultiLayerNetwork network, double rate) {
    learning(network).forEach(updater -> updater.getConfig().setLrAndSchedule(rate, null));
  }

  private static List<Object> updaters(MultiLayerNetwork network) {
    return List.copyOf(learning(network).toList());
  }

  /** But for that of the means of batch normalisation. */
  private static Stream<GradientUpdater<?>> learning(MultiLayerNetwork network) {
    return Updater.blocks(network).stream()
        .<GradientUpdater<?>>map(UpdaterBlock::getGradientUpdater)
        .filter(updater -> updater.getConfig().hasLearningRate());
  }

  /** More numbers than fit in one of its chunks, in two blocks of parameters. */
  private static MultiLayerNetwork network(IUpdater updater, DataType type) {
    MultiLayerNetwork network =
        new MultiLayerNetwork(
            new NeuralNetConfiguration.Builder()
                .seed(5)
                .dataType(type)
                .updater(updater)
                .activation(Activation.TANH)
                .list()
                .layer(new DenseLayer.Builder().nIn(50).nOut(60).build())
                .layer(new BatchNormalization.Builder().nOut(60).build())
                .layer(
                    new OutputLayer.Builder(LossFunction.MCXENT)
                        .nIn(60)
                        .nOut(8)
                        .activation(Activation.SOFTMAX)
                        .build())
                .build());
    network.init();
    return network;
  }

  private static void assertClose(INDArray seen, INDArray expected) {
    assertThat(seen.sub(expected).amaxNumber().doubleValue()).isCloseTo(0, within(1e-5));
  }
}
