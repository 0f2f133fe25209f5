package drover.dl4j;

import drover.dl4j.layers.InfeasibleException;
import drover.dl4j.layers.LayerSettings;
import drover.dl4j.layers.Layers;
import drover.dl4j.layers.Shape;
import java.util.Arrays;
import org.deeplearning4j.exception.DL4JException;
import org.deeplearning4j.nn.api.Updater;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/** Makes DL4J networks of settings. */
final class Network {

  private Network() {}

  /**
   * A fresh network: the layers of the settings, and a softmax over the classes.
   *
   * @param seed of the first weights
   * @throws InfeasibleException if no such network can be
   */
  static MultiLayerNetwork create(Dl4jSettings settings, Shape input, int classes, long seed)
      throws InfeasibleException {
    Layers.output(settings.network(), input);
    try {
      MultiLayerNetwork network =
          new MultiLayerNetwork(configuration(settings, input, classes, seed));
      network.init();
      return network;
    } catch (DL4JException | IllegalStateException | IllegalArgumentException e) {
      throw new InfeasibleException("the network cannot be built: " + e.getMessage(), e);
    }
  }

  /**
   * Gives back the native memory of a network of this thread, which nothing else would free where
   * ND4J's garbage collection is off. What DL4J's own close does, without its System.gc().
   */
  static void release(MultiLayerNetwork network) {
    Updater updater = network.getUpdater(false);
    for (INDArray array :
        Arrays.asList(
            network.params(),
            network.getFlattenedGradients(),
            updater == null ? null : updater.getStateViewArray())) {
      if (array != null && array.closeable()) {
        array.close();
      }
    }
    Nd4j.getWorkspaceManager().destroyAllWorkspacesForCurrentThread();
  }

  private static MultiLayerConfiguration configuration(
      Dl4jSettings settings, Shape input, int classes, long seed) {
    TrainingSettings training = settings.training();
    var list =
        new NeuralNetConfiguration.Builder().seed(seed).updater(training.updater().rule()).list();
    for (LayerSettings layer : settings.network()) {
      for (Layer built : layer.build(training.weights())) {
        list.layer(built);
      }
    }
    OutputLayer output =
        new OutputLayer.Builder(LossFunction.MCXENT)
            .nOut(classes)
            .activation(Activation.SOFTMAX)
            .build();
    list.layer(training.weights().applyTo(output));
    return list.setInputType(input.inputType()).build();
  }
}
