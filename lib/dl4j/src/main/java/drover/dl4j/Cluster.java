package drover.dl4j;

import java.util.Map;
import org.deeplearning4j.nn.api.Model;

/** Workers that train one network together, and evaluate it. */
public interface Cluster {

  /** A part of the data set. */
  enum Part {
    /** What is trained on. */
    TRAIN,
    /** What the trial is scored on. */
    VALIDATION,
    /** What only the finished network is measured on. */
    TEST
  }

  /**
   * One pass over the training part.
   *
   * @param number of the epoch, from 1
   * @param order places of the examples in the training part, in the order of the pass
   * @param batchSize examples a step, unless the cluster has a size of its own
   * @param seed of what is drawn at random in this epoch
   * @param stepsSeed of what schedules draw at random in the whole training
   * @param steps what schedules remember, as {@link drover.dl4j.schedules.Steps#state} has it
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Epoch(
      int number,
      int[] order,
      int batchSize,
      long seed,
      long stepsSeed,
      Map<String, Double> steps) {}

  /**
   * What an epoch came to.
   *
   * @param loss mean of losses of batches, with the penalties on weights; not finite if the
   *     training diverged
   * @param steps how many steps each worker made, the longest count
   */
  record Trained(double loss, int steps) {}

  /** Trains a network for one epoch: changes its parameters and its updater's state. */
  Trained train(Model network, Epoch epoch) throws InterruptedException;

  /**
   * What a network gives for all examples of a part, in their order, as {@link Metrics#of} takes
   * it.
   *
   * @param size how many examples the part has
   */
  float[] outputs(Model network, Part part, int size);
}
