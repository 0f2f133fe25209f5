package drover.dl4j;

import drover.core.Checkpoint;
import drover.core.Objective;
import drover.core.Outcome;
import drover.core.Randomness;
import drover.core.Trial;
import drover.core.TrialContext;
import drover.dl4j.data.Dataset;
import drover.dl4j.data.Examples;
import drover.dl4j.data.Fold;
import drover.dl4j.data.Standardisation;
import drover.dl4j.data.Targets;
import drover.dl4j.layers.Cost;
import drover.dl4j.layers.InfeasibleException;
import drover.dl4j.layers.Shape;
import java.io.File;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
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
    List<Dataset> parts = new ArrayList<>();
    for (Fold fold : settings.training().runs().parts()) {
      parts.add(Dataset.load(settings.data(), fold, context));
    }
    try {
      return context.score(train(trial, settings, parts, context));
    } catch (InfeasibleException e) {
      return new Outcome.Infeasible(e.reason());
    }
  }

  @Override
  public List<String> obstacles(boolean gpu) {
    return gpu || Backend.isCuda() ? Gpu.obstacles(Gpu.find(), gpu) : List.of();
  }

  private Map<String, Double> train(
      Trial trial, Dl4jSettings settings, List<Dataset> parts, TrialContext context)
      throws InfeasibleException, InterruptedException, IOException {
    Examples examples = parts.get(0).train();
    Task task = task(examples.targets());
    Cost cost = Networks.cost(settings, examples.shape(), task, examples.targets().width());
    TrainingMemory.require(
        TrainingMemory.needs(settings, cost, examples.shape(), examples.size()),
        settings.training().batchSize());
    int epochs = Math.min(settings.training().epochs(), trial.budget());
    try (Runs runs = new Runs(settings.training().end(), context)) {
      int number = 0;
      for (Dataset data : parts) {
        for (int i = 0; i < settings.training().runs().seeds(); i++) {
          runs.add(training(trial, settings, data, number++, context));
        }
      }
      Map<String, Double> metrics = new TreeMap<>(runs.run(epochs));
      metrics.put(PARAMETERS, (double) cost.parameters());
      metrics.put(FLOPS, (double) cost.flops());
      runs.saveModel(context.model());
      return metrics;
    }
  }

  /**
   * A training of a trial, from where it begins or goes on.
   *
   * @param number of the training among those of the trial, from 0; each has a seed of its own
   */
  private Training training(
      Trial trial, Dl4jSettings settings, Dataset data, int number, TrialContext context)
      throws InfeasibleException, InterruptedException, IOException {
    long seed = number == 0 ? context.seed() : Randomness.seed(context.seed(), number, "run");
    Dl4jSettings rated = rated(settings, data, lineage(trial, number, context), seed, context);
    Network network = fresh(rated, data.train(), Randomness.seed(seed, trial.id(), "weights"));
    TrainingSettings training = rated.training();
    Transfer.begin(training.startFrom(), network, context);
    Kept kept = Kept.nothing(training, context.goals());
    String updater = training.updater().kind();
    Optional<Checkpoint> from = context.start();
    Optional<Progress> start =
        from.isEmpty()
            ? Optional.empty()
            : Runs.inCheckpoint(
                from.get().file(),
                number,
                file -> {
                  kept.restore(file, network.params().length());
                  return Progress.restore(file, network, updater);
                });
    Progress progress = start.orElse(Progress.none(trial.id(), updater));
    return new Training(network, data, training, progress, kept, cluster, seed);
  }

  /** The settings with a learning rate; one that is to be found is found anew in each training. */
  private static Dl4jSettings rated(
      Dl4jSettings settings, Dataset data, int lineage, long seed, TrialContext context)
      throws InfeasibleException, InterruptedException, IOException {
    return settings.training().updater().lacksRate()
        ? settings.withRate(RateSweep.rate(settings, data.train(), lineage, seed, context))
        : settings;
  }

  /** The trial with which a training's network begins. */
  private static int lineage(Trial trial, int number, TrialContext context) throws IOException {
    Optional<Checkpoint> from = context.start();
    Optional<Integer> saved =
        from.isEmpty()
            ? Optional.empty()
            : Runs.inCheckpoint(from.get().file(), number, Progress::lineage);
    return saved.orElse(trial.id());
  }

  /** An untrained network for these examples. */
  static Network fresh(Dl4jSettings settings, Examples examples, long seed)
      throws InfeasibleException {
    Targets targets = examples.targets();
    Network network =
        Networks.create(settings, examples.shape(), task(targets), targets.width(), seed);
    ClassWeighting.apply(settings.data().classWeights(), targets, network);
    return network;
  }

  @Override
  public Map<String, Double> test(Trial trial, TrialContext context) throws Exception {
    Dl4jSettings settings = Dl4jSettings.read(context.settings());
    Fold fold = settings.training().runs().parts().get(0); // whose model it is
    Examples examples = Dataset.load(settings.data(), fold, context).test();
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
