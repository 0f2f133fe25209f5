package drover.dl4j;

import static java.nio.charset.StandardCharsets.UTF_8;

import drover.core.json.Json;
import drover.dl4j.layers.InfeasibleException;
import drover.dl4j.layers.LayerSettings;
import drover.dl4j.layers.Layers;
import drover.dl4j.layers.Shape;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.zip.ZipFile;
import org.deeplearning4j.exception.DL4JException;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.util.ModelSerializer;
import org.nd4j.linalg.api.buffer.DataBuffer;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Makes networks of settings, and of files. */
final class Networks {

  private Networks() {}

  /**
   * A fresh network: the layers of the settings, and what the task wants after them.
   *
   * @param outputs how many numbers it gives for an example: classes, or values to be predicted
   * @param seed of the first weights
   * @throws InfeasibleException if no such network can be
   */
  static Network create(Dl4jSettings settings, Shape input, Task task, int outputs, long seed)
      throws InfeasibleException {
    Layers.output(settings.network(), input);
    try {
      MultiLayerNetwork network =
          new MultiLayerNetwork(configuration(settings, input, task, outputs, seed));
      network.init();
      return new Sequential(network);
    } catch (DL4JException | IllegalStateException | IllegalArgumentException e) {
      throw new InfeasibleException("the network cannot be built: " + e.getMessage(), e);
    }
  }

  private static MultiLayerConfiguration configuration(
      Dl4jSettings settings, Shape input, Task task, int outputs, long seed) {
    TrainingSettings training = settings.training();
    var list =
        new NeuralNetConfiguration.Builder().seed(seed).updater(training.updater().rule()).list();
    for (LayerSettings layer : settings.network()) {
      for (Layer built : layer.build(training.weights())) {
        list.layer(built);
      }
    }
    OutputLayer output =
        new OutputLayer.Builder(task.loss()).nOut(outputs).activation(task.activation()).build();
    list.layer(training.weights().applyTo(output));
    return list.setInputType(input.inputType()).build();
  }

  /** Writes a network, with the updater's state, in the format of {@link ModelSerializer}. */
  static void save(Network network, File file) throws IOException {
    ModelSerializer.writeModel(network.dl4j(), file, true);
  }

  /**
   * Reads a network of either class that DL4J wrote.
   *
   * @param updater true to read the updater's state too, so that training can go on
   */
  static Network restore(File file, boolean updater) throws IOException {
    return isGraph(file)
        ? new Graph(ModelSerializer.restoreComputationGraph(file, updater))
        : new Sequential(ModelSerializer.restoreMultiLayerNetwork(file, updater));
  }

  private static boolean isGraph(File file) throws IOException {
    try (ZipFile zip = new ZipFile(file);
        InputStream configuration =
            zip.getInputStream(zip.getEntry(ModelSerializer.CONFIGURATION_JSON))) {
      return Json.parse(new String(configuration.readAllBytes(), UTF_8)).has("vertices");
    }
  }

  /** See {@link Network#release}; a graph gives its parameters only as a view of them. */
  static void release(Network network) {
    Stream.of(
            Optional.ofNullable(network.params()),
            Optional.ofNullable(network.dl4j().getGradientsViewArray()),
            network.updaterState())
        .flatMap(Optional::stream)
        .filter(array -> !array.isEmpty())
        .map(INDArray::data)
        .map(data -> data.originalDataBuffer() == null ? data : data.originalDataBuffer())
        .filter(DataBuffer::closeable)
        .forEach(DataBuffer::close);
    Nd4j.getWorkspaceManager().destroyAllWorkspacesForCurrentThread();
  }
}
