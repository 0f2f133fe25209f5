package drover.dl4j.parallel;

import drover.dl4j.ClusterWorker;
import drover.dl4j.schedules.Steps;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.TaskContext;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.spark.api.TrainingHook;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.dataset.api.DataSet;
import org.nd4j.linalg.dataset.api.MultiDataSet;
import org.nd4j.linalg.factory.Nd4j;

/**
 * What a worker does around each of its steps: what {@code Training} does around those of its own.
 * Every task has one of its own.
 */
final class WorkerSteps implements TrainingHook {
  private static final long serialVersionUID = 1L;

  private final WorkerSource source;
  private final int epoch;
  private final int first;
  private final int count;
  private final long seed;
  private final long stepsSeed;
  private final TreeMap<String, Double> state;
  private transient @Nullable Model prepared;
  private transient @Nullable Steps steps;

  /**
   * Steps of one epoch.
   *
   * @param epoch its number, from 1
   * @param first the network's count of steps when the epoch begins
   * @param count steps that each worker makes in it
   * @param seed of what layers draw at random
   * @param stepsSeed of what schedules draw at random
   * @param state what schedules remember
   */
  WorkerSteps(
      WorkerSource source,
      int epoch,
      int first,
      int count,
      long seed,
      long stepsSeed,
      Map<String, Double> state) {
    this.source = source;
    this.epoch = epoch;
    this.first = first;
    this.count = count;
    this.seed = seed;
    this.stepsSeed = stepsSeed;
    this.state = new TreeMap<>(state);
  }

  /** Before a step of a network, which is another one in each task. */
  private void before(Model network) {
    int step = iteration(network) - first;
    Steps schedules = steps;
    if (schedules == null || prepared != network) {
      ClusterWorker worker = source.worker();
      worker.prepare(network);
      schedules = worker.steps(network, stepsSeed, state);
      prepared = network;
      steps = schedules;
      // Dropout draws from ND4J's generator of this thread.
      Nd4j.getRandom().setSeed(seed + 31L * step + TaskContext.getPartitionId());
    }
    schedules.before(epoch - 1 + Math.min(step, count) / (double) count);
  }

  private static int iteration(Model network) {
    return network instanceof ComputationGraph graph
        ? graph.getIterationCount()
        : ((MultiLayerNetwork) network).getIterationCount();
  }

  @Override
  public void preUpdate(DataSet batch, Model network) {
    before(network);
  }

  @Override
  public void preUpdate(MultiDataSet batch, Model network) {
    before(network);
  }

  @Override
  public void postUpdate(DataSet batch, Model network) {}

  @Override
  public void postUpdate(MultiDataSet batch, Model network) {}
}
