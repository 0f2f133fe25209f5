package drover.dl4j.updaters;

import java.util.List;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.nn.updater.BaseMultiLayerUpdater;
import org.deeplearning4j.nn.updater.UpdaterBlock;
import org.nd4j.linalg.learning.GradientUpdater;
import org.nd4j.linalg.learning.config.IUpdater;

/**
 * A rule that makes steps of gradients.
 *
 * @param rule DL4J's rule, or one of Drover's own that DL4J applies as well
 * @param weightDecay decoupled decay of weights in each step, relative to the learning rate; 0:
 *     none
 */
public record Updater(IUpdater rule, double weightDecay) {

  /**
   * The learning rate of a rule whose rate is still to be found. It is no number, so that nothing
   * comes of a training that takes it.
   */
  static final double UNKNOWN = Double.NaN;

  /** A rule without weight decay. */
  Updater(IUpdater rule) {
    this(rule, 0);
  }

  /** True if the learning rate is still to be found ({@code learning-rate = auto}). */
  public boolean lacksRate() {
    return Double.isNaN(rule.getLearningRate(0, 0));
  }

  /** What its state is the state of: a rule, and the one inside it, whatever their constants. */
  public String kind() {
    return kind(rule);
  }

  private static String kind(IUpdater rule) {
    String name = rule.getClass().getSimpleName();
    return rule instanceof Lookahead lookahead ? name + " " + kind(lookahead.inner()) : name;
  }

  /** The same with another learning rate. */
  public Updater withRate(double rate) {
    return new Updater(withRate(rule, rate), weightDecay);
  }

  private static IUpdater withRate(IUpdater rule, double rate) {
    if (rule instanceof Lookahead lookahead) {
      return lookahead.around(withRate(lookahead.inner(), rate));
    }
    IUpdater other = rule instanceof Hypergradient learning ? learning.from(rate) : rule.clone();
    other.setLrAndSchedule(rate, null);
    return other;
  }

  /** The learning rate with which an updater at work would make its next step. */
  public static double rate(GradientUpdater<?> updater, int iteration, int epoch) {
    if (updater instanceof RuleState state) {
      return state.rate();
    }
    return updater instanceof Lookahead.State lookahead
        ? rate(lookahead.fast(), iteration, epoch)
        : updater.getConfig().getLearningRate(iteration, epoch);
  }

  /** The blocks of parameters of a network that share an updater each. */
  public static List<UpdaterBlock> blocks(Model network) {
    if (network instanceof ComputationGraph graph) {
      return graph.getUpdater().getUpdaterBlocks();
    }
    if (network instanceof MultiLayerNetwork layers
        && layers.getUpdater() instanceof BaseMultiLayerUpdater<?> updater) {
      return updater.getUpdaterBlocks();
    }
    throw new IllegalArgumentException("no network whose updater is known: " + network.getClass());
  }
}
