package drover.dl4j.updaters;

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

  /** A rule without weight decay. */
  Updater(IUpdater rule) {
    this(rule, 0);
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
}
