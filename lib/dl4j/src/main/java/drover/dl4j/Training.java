package drover.dl4j;

import drover.core.Randomness;
import drover.dl4j.Batches.Batch;
import drover.dl4j.data.Dataset;
import drover.dl4j.layers.InfeasibleException;
import drover.dl4j.schedules.Steps;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Trains one network. Every epoch draws its randomness from (seed, lineage, epoch), so that a
 * training that is continued equals one that was not interrupted.
 */
final class Training implements AutoCloseable {

  static final String LEARNING_RATE = "learning-rate";

  private final Network network;
  private final long seed;
  private final Dataset data;
  private final Batches batches;
  private final Steps steps;
  private final Evaluation validation;
  private final Optional<Statistics> statistics;
  private final Kept kept;
  private Progress progress;

  /**
   * A training of a network on a data set.
   *
   * @param start how far the network has come already
   * @param kept what it remembers of its epochs until then
   */
  Training(
      Network network,
      Dataset data,
      TrainingSettings settings,
      Progress start,
      Kept kept,
      long seed) {
    this.network = network;
    this.data = data;
    this.kept = kept;
    this.seed = seed;
    progress = start;
    batches = new Batches(data.train(), settings.batchSize(), settings.augmentation());
    steps =
        new Steps(
            network.dl4j(),
            settings.steps(),
            settings.epochs(),
            Randomness.seed(seed, start.lineage(), "steps"));
    steps.restore(start.steps());
    validation = new Evaluation(data.validation());
    statistics =
        settings.statistics()
            ? Optional.of(Statistics.of(network, steps.learned()))
            : Optional.empty();
  }

  /** The epochs that are done. */
  int epoch() {
    return progress.epoch();
  }

  /** What it remembers of its epochs. */
  Kept kept() {
    return kept;
  }

  /**
   * Trains the next epoch.
   *
   * @return the metrics after it
   * @throws InfeasibleException as soon as it diverges
   */
  Map<String, Double> next() throws InfeasibleException, InterruptedException {
    int epoch = progress.epoch() + 1;
    train(epoch);
    Map<String, Double> metrics = measure(epoch);
    steps.ended(epoch, loss(metrics));
    progress = progress.after(epoch, steps.state());
    return metrics;
  }

  /** The metrics of the network as it stands. */
  Map<String, Double> measured() throws InfeasibleException {
    return measure(progress.epoch());
  }

  /**
   * Ends the epoch that was trained last.
   *
   * @param loss what epochs are compared by
   */
  void ended(double loss) {
    kept.ended(epoch(), loss, network.params());
  }

  /**
   * Gives the network the weights that are to be left. It cannot be trained on.
   *
   * @return true if they are others than before
   */
  boolean finish() {
    boolean mean = kept.isMean();
    boolean others = kept.moveTo(network, epoch());
    if (mean) {
      Nd4j.getRandom().setSeed(Randomness.seed(seed, progress.lineage(), "mean weights"));
      BatchStatistics.recompute(network, batches.inOrder());
    }
    return others;
  }

  /** Writes the network as it stands, for whoever goes on from here or uses it. */
  void save(Path file) throws IOException {
    progress.save(network, data, file);
    kept.save(file);
  }

  private void train(int epoch) throws InfeasibleException, InterruptedException {
    // Dropout draws from ND4J's generator of this thread.
    int lineage = progress.lineage();
    Nd4j.getRandom().setSeed(Randomness.seed(seed, lineage, "epoch " + epoch));
    RandomGenerator order = Randomness.of(seed, lineage, "order " + epoch);
    int done = 0;
    for (Batch batch : batches.shuffled(order)) {
      steps.before(epoch - 1 + (double) done++ / batches.count());
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
    Map<String, Double> metrics = new TreeMap<>(validation.of(network));
    for (Map.Entry<String, Double> metric : metrics.entrySet()) {
      if (!Double.isFinite(metric.getValue())) {
        throw diverged(epoch, "validation " + metric.getKey() + " is " + metric.getValue());
      }
    }
    metrics.put(LEARNING_RATE, steps.rate());
    statistics.ifPresent(seen -> metrics.putAll(seen.take(validation.first())));
    return metrics;
  }

  /** What schedules go by: of classes the log loss, of numbers the mean squared error. */
  static double loss(Map<String, Double> metrics) {
    boolean classes = metrics.containsKey(ClassMetrics.LOG_LOSS);
    return Objects.requireNonNull(metrics.get(classes ? ClassMetrics.LOG_LOSS : NumberMetrics.MSE));
  }

  private static InfeasibleException diverged(int epoch, String how) {
    return new InfeasibleException("diverged in epoch " + epoch + ": " + how);
  }

  @Override
  public void close() {
    batches.close();
    validation.close();
    kept.close();
    network.release();
  }
}
