package drover.dl4j.updaters;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.nio.file.Path;
import java.util.List;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.util.ModelSerializer;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.learning.regularization.WeightDecay;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/** A network of several blocks of parameters goes on from its file as if it had never stopped. */
class SavedUpdaterTest {

  private static final INDArray ROWS = Nd4j.rand(new int[] {6, 4});
  private static final INDArray LABELS = Nd4j.vstack(Nd4j.eye(3), Nd4j.eye(3));

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "momentum",
        "adagrad",
        "adadelta",
        "nadam",
        "adabelief",
        "adamw { weight-decay = 0.3 }",
        "adagrad-norm",
        "sgd-hd { learning-rate = 0.1 }",
        "adam-hd { beta = 1e-3 }",
        "lookahead",
        "lookahead { updater = sgd, k = 2 }",
        "lookahead { updater { adam-hd {} }, k = 2 }",
      })
  void goesOnFromItsFile(String updater) throws Exception {
    String settings = updater.contains("{") ? updater : updater + " {}";
    Updater whole = Regression.updater(settings);
    IUpdater rule = whole.rule();
    assertThat(rule.clone()).isEqualTo(rule).hasSameHashCodeAs(rule);
    File file = folder.resolve("model.zip").toFile();

    MultiLayerNetwork network = network(whole);
    ComputationGraph graph = network(whole).toComputationGraph();
    graph.params().assign(network.params());
    for (int i = 0; i < 7; i++) { // 7: no multiple of any k
      network.fit(ROWS, LABELS);
      graph.fit(new INDArray[] {ROWS}, new INDArray[] {LABELS});
    }
    ModelSerializer.writeModel(network, file, true);
    MultiLayerNetwork restored = ModelSerializer.restoreMultiLayerNetwork(file, true);
    ModelSerializer.writeModel(graph, file, true);
    ComputationGraph restoredGraph = ModelSerializer.restoreComputationGraph(file, true);
    INDArray before = network.params().dup();
    for (int i = 0; i < 5; i++) {
      network.fit(ROWS, LABELS);
      restored.fit(ROWS, LABELS);
      restoredGraph.fit(new INDArray[] {ROWS}, new INDArray[] {LABELS});
    }
    assertThat(network.params()).isNotEqualTo(before);
    assertThat(restored.params()).isEqualTo(network.params());
    assertThat(restoredGraph.params()).isEqualTo(network.params());
  }

  private static MultiLayerNetwork network(Updater updater) {
    MultiLayerNetwork network =
        new MultiLayerNetwork(
            new NeuralNetConfiguration.Builder()
                .seed(1)
                .updater(updater.rule())
                .list(
                    decaying(
                        new DenseLayer.Builder().nOut(5).activation(Activation.TANH).build(),
                        updater.weightDecay()),
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

  /** As {@code WeightSettings} gives it to each layer. */
  private static DenseLayer decaying(DenseLayer layer, double decay) {
    if (decay > 0) {
      layer.setRegularization(List.of(new WeightDecay(decay, true)));
    }
    return layer;
  }
}
