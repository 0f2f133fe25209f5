package drover.dl4j;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.nio.file.Path;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.LSTM;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.recurrent.LastTimeStep;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Adam;

/** Networks of both classes on masked sequences. */
class NetworkTest {

  private static final InputType INPUT = InputType.recurrent(2, 5);
  private static final INDArray MASK =
      Nd4j.create(new float[][] {{1, 1, 1, 0, 0}, {1, 1, 1, 1, 1}, {1, 0, 0, 0, 0}});
  private static final INDArray LABELS = Nd4j.create(new float[][] {{1, 0}, {0, 1}, {1, 0}});

  @TempDir private Path folder;

  @Test
  void trainsSequentialNetworksAndRestoresThem() throws Exception {
    assertTrains(sequential(), Sequential.class);
  }

  @Test
  void trainsGraphsAndRestoresThem() throws Exception {
    assertTrains(graph(), Graph.class);
  }

  @Test
  void masksHideWhatFollowsTheEnd() {
    for (Network network : new Network[] {sequential(), graph()}) {
      INDArray masked = network.output(features(), MASK);
      INDArray changed = features();
      changed.putScalar(new int[] {0, 1, 4}, 9);
      assertThat(network.output(changed, MASK)).isEqualTo(masked);
      assertThat(network.output(changed, null)).isNotEqualTo(masked);
      network.release();
    }
  }

  private void assertTrains(Network network, Class<?> type) throws Exception {
    network.fit(features(), LABELS, MASK);
    double first = network.score();
    for (int step = 0; step < 30; step++) {
      network.fit(features(), LABELS, MASK);
    }
    assertThat(network.score()).isLessThan(first);
    network.incrementEpochCount();

    File file = folder.resolve("network.zip").toFile();
    network.save(file);
    Network restored = Networks.restore(file, true);
    assertThat(restored).isInstanceOf(type);
    assertThat(restored.params()).isEqualTo(network.params());
    assertThat(restored.updaterState()).isEqualTo(network.updaterState()).isPresent();
    assertThat(restored.output(features(), MASK)).isEqualTo(network.output(features(), MASK));
    assertThat(Networks.restore(file, false).updaterState()).isEmpty();

    INDArray params = network.params();
    network.release();
    assertThat(params.wasClosed()).isTrue();
  }

  private static INDArray features() {
    return Nd4j.linspace(DataType.FLOAT, -1, 0.07, 30).reshape('c', 3, 2, 5);
  }

  private static Network sequential() {
    MultiLayerNetwork network =
        new MultiLayerNetwork(
            base()
                .list()
                .layer(new LastTimeStep(new LSTM.Builder().nOut(4).build()))
                .layer(new OutputLayer.Builder().nOut(2).build())
                .setInputType(INPUT)
                .build());
    network.init();
    return new Sequential(network);
  }

  private static Network graph() {
    ComputationGraph network =
        new ComputationGraph(
            base()
                .graphBuilder()
                .addInputs("input")
                .addLayer("lstm", new LastTimeStep(new LSTM.Builder().nOut(4).build()), "input")
                .addLayer("output", new OutputLayer.Builder().nOut(2).build(), "lstm")
                .setOutputs("output")
                .setInputTypes(INPUT)
                .build());
    network.init();
    return new Graph(network);
  }

  private static NeuralNetConfiguration.Builder base() {
    return new NeuralNetConfiguration.Builder().seed(1).updater(new Adam(0.01));
  }
}
