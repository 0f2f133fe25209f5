package drover.dl4j;

import drover.core.Objective;
import drover.core.Outcome;
import drover.core.Randomness;
import drover.core.Trial;
import drover.core.TrialContext;
import drover.dl4j.data.Dataset;
import drover.dl4j.data.Examples;
import drover.dl4j.data.Standardisation;
import drover.dl4j.data.Targets;
import drover.dl4j.layers.InfeasibleException;
import drover.dl4j.layers.Shape;
import java.io.File;
import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;
import org.deeplearning4j.util.ModelSerializer;
import org.nd4j.linalg.dataset.api.preprocessor.NormalizerStandardize;

/**
 * Trains a DL4J network on labelled examples and scores it on the validation part. The model that
 * it leaves is a file of DL4J's {@link ModelSerializer}: weights, the updater's state and the
 * normalisation of the features.
 */
public final class Dl4jObjective implements Objective {

  static final String PARAMETERS = "parameters";

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

  private static Map<String, Double> train(
      Trial trial, Dl4jSettings settings, Dataset data, TrialContext context)
      throws InfeasibleException, InterruptedException, IOException {
    Examples examples = data.train();
    Network network =
        Networks.create(
            settings,
            examples.shape(),
            task(examples.targets()),
            examples.targets().width(),
            Randomness.seed(context.seed(), trial.id(), "weights"));
    try (Training training =
        new Training(network, data, settings.training().batchSize(), trial.id(), context)) {
      int epochs = Math.min(settings.training().epochs(), trial.budget());
      Map<String, Double> metrics = new TreeMap<>(training.run(epochs));
      metrics.put(PARAMETERS, (double) network.params().length());
      File model = context.model().toFile();
      network.save(model);
      // Not by save itself: it closes its stream twice, which commons-io 2.7 does not allow.
      if (!examples.standardisation().isNone()) {
        ModelSerializer.addNormalizerToModel(
            model, examples.standardisation().normaliser(examples.shape()));
      }
      return metrics;
    } finally {
      network.release();
    }
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
      return test.of(network);
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
