package drover.dl4j;

import drover.dl4j.Batches.Batch;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.BaseLayer;
import org.deeplearning4j.nn.updater.UpdaterBlock.ParamState;
import org.deeplearning4j.optimize.api.BaseTrainingListener;
import org.deeplearning4j.optimize.api.TrainingListener;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.activations.impl.ActivationReLU;
import org.nd4j.linalg.activations.impl.ActivationReLU6;
import org.nd4j.linalg.activations.impl.ActivationThresholdedReLU;
import org.nd4j.linalg.api.ndarray.INDArray;

/** What happens inside a network while it trains. */
final class Statistics extends BaseTrainingListener {

  /** Mean over an epoch's steps of the Euclidean norm of the batch's mean gradient. */
  static final String GRADIENT_NORM = "gradient-norm";

  /** Mean over an epoch's steps of Σ|change of a weight| / Σ|weight|. */
  static final String UPDATE_RATIO = "update-ratio";

  /** Share of the units behind a rectifier that are 0 for all examples looked at. */
  static final String DEAD_ACTIVATIONS = "dead-activations";

  private final Network network;
  private final List<ParamState> weights;
  private double norms;
  private double ratios;
  private int steps;

  /** Statistics of weights of a network that are learned by gradients. */
  private Statistics(Network network, List<ParamState> weights) {
    this.network = network;
    this.weights = weights;
  }

  /** Begins to look at a network, before its other listeners: they may clip its gradients. */
  static Statistics of(Network network, List<ParamState> weights) {
    Statistics statistics = new Statistics(network, weights);
    Collection<TrainingListener> others = network.listeners();
    network.dl4j().setListeners(Stream.concat(Stream.of(statistics), others.stream()).toList());
    return statistics;
  }

  /** Sees gradients before the updater does: sums over a batch, which DL4J then divides. */
  @Override
  public void onGradientCalculation(Model model) {
    double squares = 0;
    for (ParamState weight : weights) {
      double norm = weight.getGradView().norm2Number().doubleValue();
      squares += norm * norm;
    }
    norms += Math.sqrt(squares) / model.batchSize();
  }

  /** The arrays of the gradients now hold what was subtracted from the weights. */
  @Override
  public void iterationDone(Model model, int iteration, int epoch) {
    double change = 0;
    double size = 0;
    for (ParamState weight : weights) {
      change += weight.getGradView().norm1Number().doubleValue();
      size += weight.getParamView().norm1Number().doubleValue();
    }
    ratios += size == 0 ? 0 : change / size;
    steps++;
  }

  /**
   * What was seen since the last call; nothing if no step was made.
   *
   * @param batch examples to look at activations with; empty: these are not looked at
   */
  Map<String, Double> take(Optional<Batch> batch) {
    Map<String, Double> seen = new TreeMap<>();
    if (steps > 0) {
      seen.put(GRADIENT_NORM, norms / steps);
      seen.put(UPDATE_RATIO, ratios / steps);
    }
    norms = 0;
    ratios = 0;
    steps = 0;
    batch.ifPresent(examples -> lookAt(examples, seen));
    return seen;
  }

  private void lookAt(Batch batch, Map<String, Double> seen) {
    long[] units = new long[2]; // all, dead
    network.activations(
        batch.features(),
        batch.mask(),
        (layer, output) -> {
          if (isRectified(layer)) {
            units[0] += output.size(1);
            units[1] += dead(output);
          }
        });
    if (units[0] > 0) {
      seen.put(DEAD_ACTIVATIONS, (double) units[1] / units[0]);
    }
  }

  private static boolean isRectified(Layer layer) {
    IActivation activation = null;
    if (layer.conf().getLayer() instanceof BaseLayer weighted) {
      activation = weighted.getActivationFn();
    } else if (layer.conf().getLayer() instanceof ActivationLayer alone) {
      activation = alone.getActivationFn();
    }
    return activation instanceof ActivationReLU
        || activation instanceof ActivationReLU6
        || activation instanceof ActivationThresholdedReLU;
  }

  /** Units are in the second dimension: numbers of a vector, channels, features of a sequence. */
  private static long dead(INDArray output) {
    int[] others = IntStream.range(0, output.rank()).filter(i -> i != 1).toArray();
    try (INDArray largest = output.amax(others)) {
      float[] values = largest.toFloatVector();
      return IntStream.range(0, values.length).filter(i -> values[i] == 0).count();
    }
  }
}
