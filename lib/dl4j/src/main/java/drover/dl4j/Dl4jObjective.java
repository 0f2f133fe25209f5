package drover.dl4j;

import drover.core.Checkpoint;
import drover.core.Objective;
import drover.core.Outcome;
import drover.core.Randomness;
import drover.core.Trial;
import drover.core.TrialContext;
import drover.dl4j.data.Dataset;
import drover.dl4j.data.Examples;
import drover.dl4j.data.Standardisation;
import drover.dl4j.data.Targets;
import drover.dl4j.layers.Cost;
import drover.dl4j.layers.InfeasibleException;
import drover.dl4j.layers.Shape;
import java.io.File;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.deeplearning4j.util.ModelSerializer;
import org.nd4j.linalg.dataset.api.preprocessor.NormalizerStandardize;

/**
 * Trains a DL4J network on labelled examples and scores it on the validation part. The model that
 * it leaves is a file of DL4J's {@link ModelSerializer}: weights, the updater's state and the
 * normalisation of the features; beside them what {@link Progress} needs.
 *
 * <p>A trial that starts from a checkpoint trains from its epoch on. With its parent's params it
 * equals one training that went through; otherwise {@link Progress#restore} says what it keeps.
 */
public final class Dl4jObjective implements Objective {

  /** How many numbers the network learns or keeps. */
  static final String PARAMETERS = "parameters";

  /** Floating-point operations of one forward pass of one example. */
  static final String FLOPS = "flops";

  private final Optional<Cluster> cluster;

  /** Trains in the calling thread. */
  public Dl4jObjective() {
    cluster = Optional.empty();
  }

  /** Has workers train and evaluate. */
  public Dl4jObjective(Cluster cluster) {
    this.cluster = Optional.of(cluster);
  }

  @Override
  public Outcome evaluate(Trial trial, TrialContext context) throws Exception {
    Dl4jSettings settings = Dl4jSettings.read(context.settings());
    Dataset data = Dataset.load(settings.data(), context);
    try {
      return context.score(train(trial, settings, data, context));
    } catch (InfeasibleException e) {
      return new Outcome.Infeasible(e.reason());
    }
  }

  private Map<String, Double> train(
      Trial trial, Dl4jSettings settings, Dataset data, TrialContext context)
      throws InfeasibleException, InterruptedException, IOException {
    Examples examples = data.train();
    Task task = task(examples.targets());
    Cost cost = Networks.cost(settings, examples.shape(), task, examples.targets().width());
    int lineage = lineage(trial, context);
    Dl4jSettings rated =
        settings.training().updater().lacksRate()
            ? settings.withRate(RateSweep.rate(settings, examples, lineage, context))
            : settings;
    Network network = fresh(rated, examples, trial.id(), context);
    int epochs = Math.min(settings.training().epochs(), trial.budget());
    Progress start = start(trial, rated, network, context);
    try (Training training =
        new Training(network, data, rated.training(), start, cluster, context)) {
      Map<String, Double> metrics = new TreeMap<>(training.run(epochs));
      metrics.put(PARAMETERS, (double) cost.parameters());
      metrics.put(FLOPS, (double) cost.flops());
      training.save(context.model());
      return metrics;
    } finally {
      network.release();
    }
  }

  /**
   * An untrained network for these examples.
   *
   * @param trial the id of the trial that its weights are drawn for
   */
  static Network fresh(Dl4jSettings settings, Examples examples, int trial, TrialContext context)
      throws InfeasibleException {
    Targets targets = examples.targets();
    long seed = Randomness.seed(context.seed(), trial, "weights");
    Network network =
        Networks.create(settings, examples.shape(), task(targets), targets.width(), seed);
    ClassWeighting.apply(settings.data().classWeights(), targets, network);
    return network;
  }

  private static int lineage(Trial trial, TrialContext context) throws IOException {
    Optional<Checkpoint> from = context.start();
    return from.isPresent() ? Progress.lineage(from.get().file()) : trial.id();
  }

  private static Progress start(
      Trial trial, Dl4jSettings settings, Network fresh, TrialContext context) throws IOException {
    String updater = settings.training().updater().rule().getClass().getSimpleName();
    Optional<Checkpoint> from = context.start();
    return from.isPresent()
        ? Progress.restore(from.get().file(), fresh, updater)
        : Progress.none(trial.id(), updater);
  }

  @Override
  public Map<String, Double> test(Trial trial, TrialContext context) throws Exception {
    Dl4jSettings settings = Dl4jSettings.read(context.settings());
    Dataset data = Dataset.load(settings.data(), context);
    Examples examples = data.test();
    if (examples.size() == 0) {
      return Map.of();
    }
    File file = context.model().toFile();
    Network network = Networks.restore(file, false).prepared(settings.training());
    try (Evaluation test = new Evaluation(examples.with(standardisation(file, examples.shape())))) {
      return cluster.isPresent()
          ? test.of(cluster.get().outputs(network.dl4j(), Cluster.Part.TEST, examples.size()))
          : test.of(network);
    } finally {
      network.release();
    }
  }

  private static Task task(Targets targets) {
    return targets instanceof Targets.Classes ? Task.CLASSIFICATION : Task.REGRESSION;
  }

  private static Standardisation standardisation(File model, Shape shape) throws IOException {
    NormalizerStandardize saved = ModelSerializer.restoreNormalizerFromFile(model);
    return saved == null ? Standardisation.NONE : Standardisation.of(saved, shape);
  }
}
