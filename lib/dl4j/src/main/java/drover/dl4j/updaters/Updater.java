package drover.dl4j.updaters;

import org.nd4j.linalg.learning.config.IUpdater;

/**
 * A rule that makes steps of gradients.
 *
 * @param rule DL4J's rule
 * @param weightDecay decoupled decay of weights in each step, relative to the learning rate; 0:
 *     none
 */
public record Updater(IUpdater rule, double weightDecay) {

  /** A rule without weight decay. */
  Updater(IUpdater rule) {
    this(rule, 0);
  }
}
