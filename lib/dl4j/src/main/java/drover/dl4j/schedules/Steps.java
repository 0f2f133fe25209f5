package drover.dl4j.schedules;

import drover.dl4j.updaters.FastAdam;
import drover.dl4j.updaters.Momentum;
import drover.dl4j.updaters.Updater;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.api.Trainable;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.nn.updater.UpdaterBlock;
import org.deeplearning4j.nn.updater.UpdaterBlock.ParamState;
import org.deeplearning4j.optimize.api.BaseTrainingListener;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.learning.config.IUpdater;

/**
 * Sets learning rate and momentum of a DL4J network before each of its steps, and clips its
 * gradients; Adam's steps are then computed by {@link FastAdam}. Between epochs the network has the
 * rate and momentum of the study file, so that its file is that of a network without schedules.
 */
public final class Steps {

  /** An updater, and what schedules multiply. */
  private record Scheduled(IUpdater updater, double rate, double momentum) {}

  private final List<UpdaterBlock> blocks;
  private final List<Scheduled> updaters = new ArrayList<>();
  private final List<List<INDArray>> gradients = new ArrayList<>();
  private final Schedule rate;
  private final Schedule momentum;
  private final boolean constant;
  private final Clipping clipping;

  /**
   * The steps of a network, which is a {@link MultiLayerNetwork} or a {@link ComputationGraph}.
   *
   * @param epochs of the whole training
   * @param seed of random restarts
   */
  public Steps(Model network, StepSettings settings, double epochs, long seed) {
    FastAdam.attachTo(network);
    blocks = Updater.blocks(network);
    rate = new Product(settings.rate(), epochs, seed);
    momentum = new Product(settings.momentum(), epochs, ~seed);
    constant = settings.rate().isEmpty() && settings.momentum().isEmpty();
    clipping = settings.clipping();
    findUpdaters();
    findGradients();
    if (clipping.kind() != Clipping.Kind.NONE
        || rate.wantsGradientNorm()
        || momentum.wantsGradientNorm()) {
      network.addListeners(new Gradients());
    }
  }

  /** Every layer has an updater of its own, though DL4J only asks the first one of a block. */
  private void findUpdaters() {
    Set<IUpdater> found = Collections.newSetFromMap(new IdentityHashMap<>());
    for (UpdaterBlock block : blocks) {
      for (ParamState part : block.getLayersAndVariablesInBlock()) {
        IUpdater updater = part.getLayer().getConfig().getUpdaterByParam(part.getParamName());
        if (updater.hasLearningRate() && found.add(updater)) {
          double first = Momentum.of(updater).map(Momentum::value).orElse(0.0);
          updaters.add(new Scheduled(updater, updater.getLearningRate(0, 0), first));
        }
      }
    }
  }

  /**
   * The parameters that gradients change: not the moving means of batch normalisation, nor those of
   * frozen layers. Asked between epochs.
   */
  public List<ParamState> learned() {
    return blocks.stream()
        .filter(block -> learns(block.getGradientUpdater().getConfig()))
        .flatMap(block -> block.getLayersAndVariablesInBlock().stream())
        .toList();
  }

  private static boolean learns(IUpdater updater) {
    return updater.hasLearningRate() && updater.getLearningRate(0, 0) != 0;
  }

  private void findGradients() {
    Map<Trainable, List<INDArray>> byLayer = new LinkedHashMap<>();
    for (ParamState part : learned()) {
      byLayer.computeIfAbsent(part.getLayer(), layer -> new ArrayList<>()).add(part.getGradView());
    }
    gradients.addAll(byLayer.values());
  }

  /**
   * To be called before each step.
   *
   * @param epoch the epochs done, with fractions
   */
  public void before(double epoch) {
    if (!constant) {
      set(rate.factor(epoch), momentum.factor(epoch));
    }
  }

  /**
   * To be called after each epoch, once it has been measured.
   *
   * @param epoch the epochs done
   * @param loss of the validation part
   */
  public void ended(int epoch, double loss) {
    rate.sawLoss(epoch, loss);
    momentum.sawLoss(epoch, loss);
    set(1, 1);
  }

  /** The learning rate of the last step, that of the first parameters that are not frozen. */
  public double rate() {
    return blocks.stream()
        .map(UpdaterBlock::getGradientUpdater)
        .filter(updater -> updater.getConfig().hasLearningRate())
        .map(updater -> Updater.rate(updater, 0, 0))
        .filter(rate -> rate > 0)
        .findFirst()
        .orElse(0.0);
  }

  /** What schedules have learned of the training so far, for a checkpoint. */
  public Map<String, Double> state() {
    Map<String, Double> state = new TreeMap<>();
    rate.state().forEach((key, value) -> state.put("rate." + key, value));
    momentum.state().forEach((key, value) -> state.put("momentum." + key, value));
    return state;
  }

  /** Goes on from a {@link #state}. */
  public void restore(Map<String, Double> state) {
    rate.restore(Product.below("rate.", state));
    momentum.restore(Product.below("momentum.", state));
  }

  private void set(double rateFactor, double momentumFactor) {
    for (Scheduled one : updaters) {
      one.updater.setLrAndSchedule(one.rate * rateFactor, null);
      Optional<Momentum> its = Momentum.of(one.updater);
      its.ifPresent(now -> now.setter().accept(one.momentum * momentumFactor));
    }
  }

  /** Sees gradients before the updater does: sums over a batch, which DL4J then divides. */
  private final class Gradients extends BaseTrainingListener {

    @Override
    public void onGradientCalculation(Model model) {
      double size = model.batchSize();
      if (rate.wantsGradientNorm() || momentum.wantsGradientNorm()) {
        double norm = Clipping.norm(gradients.stream().flatMap(List::stream).toList()) / size;
        rate.sawGradient(norm);
        momentum.sawGradient(norm);
      }
      clipping.apply(gradients, size);
    }
  }
}
