package drover.dl4j;

import static java.nio.charset.StandardCharsets.UTF_8;

import drover.core.json.Json;
import drover.dl4j.layers.Chain;
import drover.dl4j.layers.Cost;
import drover.dl4j.layers.InfeasibleException;
import drover.dl4j.layers.LayerSettings;
import drover.dl4j.layers.Layers;
import drover.dl4j.layers.Output;
import drover.dl4j.layers.Shape;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.deeplearning4j.exception.DL4JException;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration.GraphBuilder;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration.ListBuilder;
import org.deeplearning4j.nn.conf.preprocessor.FeedForwardToCnnPreProcessor;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.util.ModelSerializer;
import org.nd4j.linalg.api.buffer.DataBuffer;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Makes networks of settings, and of files. */
final class Networks {

  private static final String INPUT = "input";

  private Networks() {}

  /**
   * A fresh network: the layers of the settings, and what the task wants after them. It is
   * sequential unless a layer has branches.
   *
   * @param outputs how many numbers it gives for an example: classes, or values to be predicted
   * @param seed of the first weights
   * @throws InfeasibleException if no such network can be
   */
  static Network create(Dl4jSettings settings, Shape input, Task task, int outputs, long seed)
      throws InfeasibleException {
    List<LayerSettings> layers = layers(settings, input, task, outputs);
    NeuralNetConfiguration.Builder base =
        new NeuralNetConfiguration.Builder()
            .seed(seed)
            .updater(settings.training().updater().rule());
    try {
      Network network =
          Layers.areBranched(layers)
              ? graph(base, layers, input, settings.training())
              : sequential(base, layers, input, settings.training());
      return network.prepared(settings.training());
    } catch (DL4JException | IllegalStateException | IllegalArgumentException e) {
      throw new InfeasibleException("the network cannot be built: " + e.getMessage(), e);
    }
  }

  /**
   * What such a network takes to compute, from its shapes alone.
   *
   * @throws InfeasibleException if no such network can be
   */
  static Cost cost(Dl4jSettings settings, Shape input, Task task, int outputs)
      throws InfeasibleException {
    return Layers.cost(layers(settings, input, task, outputs), input);
  }

  private static List<LayerSettings> layers(
      Dl4jSettings settings, Shape input, Task task, int outputs) throws InfeasibleException {
    Layers.output(settings.network(), input);
    List<LayerSettings> layers = new ArrayList<>(settings.network());
    layers.add(new Output(outputs, task.activation(), settings.training().loss().function(task)));
    return layers;
  }

  private static Network sequential(
      NeuralNetConfiguration.Builder base,
      List<LayerSettings> layers,
      Shape input,
      TrainingSettings training) {
    ListBuilder list = base.list();
    build(layers, input, training, new SequentialChain(list));
    MultiLayerNetwork network = new MultiLayerNetwork(list.setInputType(input.inputType()).build());
    network.init();
    return new Sequential(network);
  }

  private static void build(
      List<LayerSettings> layers, Shape input, TrainingSettings training, Chain chain) {
    Layers.build(layers, training.startFrom().freeze(), input, training.weights(), chain);
  }

  private static Network graph(
      NeuralNetConfiguration.Builder base,
      List<LayerSettings> layers,
      Shape input,
      TrainingSettings training) {
    GraphBuilder graph = base.graphBuilder().addInputs(INPUT);
    GraphChain chain = new GraphChain(graph, INPUT);
    if (input instanceof Shape.Image image) { // for branches that begin with no layer
      chain.add(new FeedForwardToCnnPreProcessor(image.height(), image.width(), image.channels()));
    }
    build(layers, input, training, chain);
    graph.setOutputs(chain.end()).setInputTypes(input.inputType());
    ComputationGraph network = new ComputationGraph(graph.build());
    network.init();
    return new Graph(network);
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
        InputStream configuration = zip.getInputStream(entry(zip))) {
      return Json.parse(new String(configuration.readAllBytes(), UTF_8)).has("vertices");
    }
  }

  private static ZipEntry entry(ZipFile zip) throws IOException {
    ZipEntry entry = zip.getEntry(ModelSerializer.CONFIGURATION_JSON);
    if (entry == null) {
      throw new IOException("it has no " + ModelSerializer.CONFIGURATION_JSON);
    }
    return entry;
  }

  /** See {@link Network#release}; a graph gives its parameters only as a view of them. */
  static void release(Network network) {
    release(
        Stream.of(
                Optional.ofNullable(network.params()),
                Optional.ofNullable(network.dl4j().getGradientsViewArray()),
                network.updaterState())
            .flatMap(Optional::stream));
    Nd4j.getWorkspaceManager().destroyAllWorkspacesForCurrentThread();
  }

  /** Gives back the native memory of arrays of which each is its own buffer's last one. */
  static void release(Stream<INDArray> arrays) {
    arrays
        .filter(array -> !array.isEmpty())
        .map(INDArray::data)
        .map(data -> data.originalDataBuffer() == null ? data : data.originalDataBuffer())
        .filter(DataBuffer::closeable)
        .forEach(DataBuffer::close);
  }
}
