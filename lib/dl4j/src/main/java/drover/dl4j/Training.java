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
import java.util.stream.Stream;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Trains one network. Every epoch draws its randomness from (seed, lineage, epoch), so that a
 * training that is continued equals one that was not interrupted.
 */
final class Training implements AutoCloseable {

  static final String LEARNING_RATE = "learning-rate";

  /** Mean loss of an epoch's batches, with the penalties on weights. */
  static final String TRAINING_LOSS = "training-loss";

  private final Network network;
  private final long seed;
  private final Dataset data;
  private final int batchSize;
  private final Optional<Cluster> cluster;
  private final Batches batches;
  private final Steps steps;
  private final Optional<Evaluation> validation;
  private final Optional<Statistics> statistics;
  private final Kept kept;
  private Progress progress;

  /**
   * A training of a network on a data set.
   *
   * @param start how far the network has come already
   * @param kept what it remembers of its epochs until then
   * @param cluster whose workers train; empty: this thread does
   */
  Training(
      Network network,
      Dataset data,
      TrainingSettings settings,
      Progress start,
      Kept kept,
      Optional<Cluster> cluster,
      long seed) {
    this.network = network;
    this.cluster = cluster;
    batchSize = settings.batchSize();
    this.data = data;
    this.kept = kept;
    this.seed = seed;
    progress = start;
    batches = new Batches(data.train(), settings.batchSize(), settings.augmentation());
    steps = new Steps(network.dl4j(), settings.steps(), settings.epochs(), seed("steps"));
    steps.restore(start.steps());
    validation =
        data.validation().size() == 0
            ? Optional.empty()
            : Optional.of(new Evaluation(data.validation()));
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
    double loss = cluster.isPresent() ? trainOn(cluster.get(), epoch) : train(epoch);
    Map<String, Double> metrics = measure(epoch, loss);
    steps.ended(epoch, loss(metrics));
    progress = progress.after(epoch, loss, steps.state());
    return metrics;
  }

  /** The metrics of the network as it stands. */
  Map<String, Double> measured() throws InfeasibleException {
    return measure(progress.epoch(), progress.loss());
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
      Nd4j.getRandom().setSeed(seed("mean weights"));
      BatchStatistics.recompute(network, batches.inOrder());
    }
    return others;
  }

  /** Writes the network as it stands, for whoever goes on from here or uses it. */
  void save(Path file) throws IOException {
    progress.save(network, data, file);
    kept.save(file);
  }

  /** The mean loss of the batches. */
  private double train(int epoch) throws InfeasibleException, InterruptedException {
    // Dropout draws from ND4J's generator of this thread.
    Nd4j.getRandom().setSeed(seed("epoch " + epoch));
    int done = 0;
    double losses = 0;
    for (Batch batch : batches.shuffled(order(epoch))) {
      steps.before(epoch - 1 + (double) done++ / batches.count());
      network.fit(batch.features(), batch.labels(), batch.mask());
      if (!Double.isFinite(network.score())) {
        throw diverged(epoch, "loss is " + network.score());
      }
      losses += network.score();
      if (Thread.interrupted()) {
        throw new InterruptedException("interrupted in epoch " + epoch);
      }
    }
    network.incrementEpochCount();
    return losses / done;
  }

  /** The mean loss that the workers tell. */
  private double trainOn(Cluster workers, int epoch)
      throws InfeasibleException, InterruptedException {
    int before = network.iterationCount();
    int[] order = Batches.order(data.train().size(), order(epoch));
    Cluster.Trained trained =
        workers.train(
            network.dl4j(),
            new Cluster.Epoch(
                epoch, order, batchSize, seed("epoch " + epoch), seed("steps"), steps.state()));
    if (!Double.isFinite(trained.loss())) {
      throw diverged(epoch, "loss is " + trained.loss());
    }
    network.setCounts(before + trained.steps(), epoch);
    steps.before(epoch - 1.0 / trained.steps()); // the rate of the last step
    return trained.loss();
  }

  private RandomGenerator order(int epoch) {
    return Randomness.of(seed, progress.lineage(), "order " + epoch);
  }

  private long seed(String purpose) {
    return Randomness.seed(seed, progress.lineage(), purpose);
  }

  private Map<String, Double> validate() {
    Evaluation here = validation.orElseThrow();
    return cluster.isPresent()
        ? here.of(
            cluster
                .get()
                .outputs(network.dl4j(), Cluster.Part.VALIDATION, data.validation().size()))
        : here.of(network);
  }

  private Map<String, Double> measure(int epoch, double loss) throws InfeasibleException {
    // A ReLU hides weights that are not numbers from the loss.
    double sum = network.params().sumNumber().doubleValue();
    if (!Double.isFinite(sum)) {
      throw diverged(epoch, "the sum of the weights is " + sum);
    }
    Map<String, Double> metrics =
        new TreeMap<>(validation.isPresent() ? validate() : Map.of(TRAINING_LOSS, loss));
    for (Map.Entry<String, Double> metric : metrics.entrySet()) {
      if (!Double.isFinite(metric.getValue())) {
        throw diverged(epoch, metric.getKey() + " is " + metric.getValue());
      }
    }
    metrics.put(LEARNING_RATE, steps.rate());
    statistics.ifPresent(seen -> metrics.putAll(seen.take(validation.map(Evaluation::first))));
    return metrics;
  }

  /**
   * What schedules go by: of classes the log loss, of numbers the mean squared error; the training
   * loss if nothing is validated.
   */
  static double loss(Map<String, Double> metrics) {
    return Stream.of(ClassMetrics.LOG_LOSS, NumberMetrics.MSE, TRAINING_LOSS)
        .map(metrics::get)
        .filter(Objects::nonNull)
        .findFirst()
        .orElseThrow();
  }

  private static InfeasibleException diverged(int epoch, String how) {
    return new InfeasibleException("diverged in epoch " + epoch + ": " + how);
  }

  @Override
  public void close() {
    batches.close();
    validation.ifPresent(Evaluation::close);
    kept.close();
    network.release();
  }
}
