package drover.dl4j;

import drover.core.Randomness;
import drover.core.TrialContext;
import drover.dl4j.Batches.Batch;
import drover.dl4j.data.Dataset;
import drover.dl4j.layers.InfeasibleException;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Trains one network. Every epoch draws its randomness from (seed, lineage, epoch), so that a
 * training that is continued equals one that was not interrupted.
 */
final class Training implements AutoCloseable {

  private final Network network;
  private final TrialContext context;
  private final int lineage;
  private final Batches batches;
  private final Evaluation validation;

  /**
   * A training of a network on a data set.
   *
   * @param lineage the trial with which the network began
   */
  Training(Network network, Dataset data, int batchSize, int lineage, TrialContext context) {
    this.network = network;
    this.context = context;
    this.lineage = lineage;
    batches = new Batches(data.train(), batchSize);
    validation = new Evaluation(data.validation());
  }

  /**
   * Trains and reports each epoch.
   *
   * @return the metrics after the last epoch
   * @throws InfeasibleException as soon as it diverges
   */
  Map<String, Double> run(int epochs) throws InfeasibleException, InterruptedException {
    Map<String, Double> metrics = Map.of();
    for (int epoch = 1; epoch <= epochs; epoch++) {
      train(epoch);
      metrics = measure(epoch);
      context.report(epoch, metrics);
    }
    return metrics;
  }

  private void train(int epoch) throws InfeasibleException, InterruptedException {
    // Dropout draws from ND4J's generator of this thread.
    Nd4j.getRandom().setSeed(Randomness.seed(context.seed(), lineage, "epoch " + epoch));
    RandomGenerator order = Randomness.of(context.seed(), lineage, "order " + epoch);
    for (Batch batch : batches.shuffled(order)) {
      network.fit(batch.features(), batch.labels(), batch.mask());
      if (!Double.isFinite(network.score())) {
        throw diverged(epoch, "loss is " + network.score());
      }
      if (Thread.interrupted()) {
        throw new InterruptedException("interrupted in epoch " + epoch);
      }
    }
    network.incrementEpochCount();
  }

  private Map<String, Double> measure(int epoch) throws InfeasibleException {
    // A ReLU hides weights that are not numbers from the loss.
    double sum = network.params().sumNumber().doubleValue();
    if (!Double.isFinite(sum)) {
      throw diverged(epoch, "the sum of the weights is " + sum);
    }
    Map<String, Double> metrics = validation.of(network);
    for (Map.Entry<String, Double> metric : metrics.entrySet()) {
      if (!Double.isFinite(metric.getValue())) {
        throw diverged(epoch, "validation " + metric.getKey() + " is " + metric.getValue());
      }
    }
    return metrics;
  }

  private static InfeasibleException diverged(int epoch, String how) {
    return new InfeasibleException("diverged in epoch " + epoch + ": " + how);
  }

  @Override
  public void close() {
    batches.close();
    validation.close();
  }
}
