package drover.dl4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import drover.core.Outcome.Scored;
import drover.core.Report;
import drover.dl4j.data.Dataset;
import drover.dl4j.data.Examples;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.util.ModelSerializer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Which epoch a training ends with, and which weights it leaves. */
class EarlyStoppingTest {

  /** Learns by heart, so that the validation loss rises before long. */
  private static final String OVERFITS =
      "batch-size = 10, updater { adam { learning-rate = 0.03 } }, ";

  @TempDir Path folder;
  private Path blobs = Path.of("");

  @BeforeEach
  void writeBlobs() throws Exception {
    blobs = Blobs.write(folder);
  }

  @Test
  void itEndsWhenNothingImprovesAndLeavesTheBestWeights() throws Exception {
    ResumableContext context = context("epochs = 40, early-stopping { patience = 3 }");
    Scored scored = context.train(0, 40);

    List<Double> losses = losses(context.reports());
    int best = losses.indexOf(losses.stream().min(Comparator.naturalOrder()).orElseThrow()) + 1;
    assertThat(losses).hasSize(best + 3).hasSizeLessThan(40);
    assertThat(scored.metrics()).containsEntry(EndSettings.BEST_EPOCH, (double) best);
    assertThat(scored.metrics().get("log-loss")).isEqualTo(losses.get(best - 1));
    assertThat(Objects.requireNonNull(scored.metrics().get("accuracy")))
        .isEqualTo(context.reports().get(best - 1).metrics().get("accuracy"));

    ResumableContext toBest = context("epochs = 40");
    toBest.train(0, best);
    assertThat(weights(context.model())).isEqualTo(weights(toBest.model()));
  }

  @Test
  void improvementsUpToMinDeltaDoNotCount() throws Exception {
    ResumableContext context =
        context("epochs = 40, early-stopping { patience = 2, min-delta = 100 }");
    assertThat(context.train(0, 40).metrics()).containsEntry(EndSettings.BEST_EPOCH, 1.0);
    assertThat(context.reports()).hasSize(3);
  }

  @Test
  void itGoesByTheGoalIfAsked() throws Exception {
    ResumableContext context =
        context("epochs = 40, early-stopping { patience = 4, metric = goal }");
    double best =
        Objects.requireNonNull(context.train(0, 40).metrics().get(EndSettings.BEST_EPOCH));
    List<Double> accuracies =
        context.reports().stream().map(report -> report.metrics().get("accuracy")).toList();
    int highest =
        accuracies.indexOf(accuracies.stream().max(Comparator.naturalOrder()).orElseThrow()) + 1;
    assertThat(best).isEqualTo(highest);
    assertThat(accuracies).hasSize(highest + 4);
  }

  @Test
  void theLastWeightsCanBeWantedAllTheSame() throws Exception {
    ResumableContext context =
        context("epochs = 40, early-stopping { patience = 3 }, weights = last");
    Scored scored = context.train(0, 40);
    assertThat(scored.metrics()).containsAllEntriesOf(last(context).metrics());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "early-stopping { patience = 4 }",
        "weights = best",
        "weights { averaged { share = 0.6 } }",
        "early-stopping { patience = 5 }, weights { averaged { share = 0.8 } }",
        "seeds = 2, early-stopping { patience = 4 }",
        "folds = 2, weights = averaged",
      })
  void anInterruptedTrainingKeepsTheSame(String settings) throws Exception {
    String training = "epochs = 10, " + settings;
    ResumableContext whole = context(training);
    Scored scored = whole.train(2, 10);
    int best = scored.metrics().getOrDefault(EndSettings.BEST_EPOCH, 7.0).intValue();
    int epochs = whole.reports().size();
    for (int broken : new int[] {Math.min(best + 1, epochs - 1), epochs - 1}) {
      ResumableContext first = context(training);
      first.breakAfter(broken + 1);
      assertThatThrownBy(() -> first.train(2, 10))
          .isInstanceOf(ResumableContext.BrokenOffException.class);
      ResumableContext rest = context(training);
      rest.start(first.checkpoint(2, broken));
      assertThat(rest.train(2, 10)).isEqualTo(scored);
      assertThat(rest.reports()).isEqualTo(whole.reports().subList(broken, epochs));
      assertThat(weights(rest.model())).isEqualTo(weights(whole.model()));
    }
    // What has ended is not trained on.
    ResumableContext again = context(training);
    again.start(whole.checkpoint(2, epochs));
    assertThat(again.train(2, 10)).extracting(Scored::losses).isEqualTo(scored.losses());
    assertThat(again.reports()).isEmpty();
    assertThat(weights(again.model())).isEqualTo(weights(whole.model()));
  }

  @Test
  void averagedWeightsAreTheMeanOfThoseOfTheLastEpochs() throws Exception {
    String training = "epochs = 6, weights { averaged { share = 0.5 } }";
    ResumableContext context =
        new ResumableContext(folder, Blobs.objective(blobs, "[dense]", training));
    context.train(0, 6);
    float[] mean = new float[weights(context.model()).size()];
    for (int epoch = 4; epoch <= 6; epoch++) {
      List<Float> weights = weights(context.checkpoint(0, epoch).file());
      for (int i = 0; i < mean.length; i++) {
        mean[i] += weights.get(i) / 3;
      }
    }
    List<Float> left = weights(context.model());
    for (int i = 0; i < mean.length; i++) {
      assertThat(left.get(i)).isCloseTo(mean[i], within(1e-5f));
    }
  }

  @Test
  void batchNormalisationFitsAveragedWeights() throws Exception {
    // In one batch and without dropout before it, what it normalises has this mean and variance.
    ResumableContext context =
        new ResumableContext(
            folder,
            Blobs.objective(
                blobs, "[batch-norm]", "batch-size = 1000, epochs = 4, weights = averaged"));
    context.train(0, 4);
    MultiLayerNetwork network = network(context.model());
    Dl4jSettings settings = Dl4jSettings.read(context.settings());
    Examples train = Dataset.load(settings.data(), context).train();
    double[] mean = new double[1];
    double[] square = new double[1];
    float[] row = new float[16];
    for (int i = 0; i < train.size(); i++) {
      train.read(i, row);
      for (float value : row) { // an image of one channel
        mean[0] += value / (16.0 * train.size());
        square[0] += value * value / (16.0 * train.size());
      }
    }
    Map<String, INDArray> table = network.paramTable();
    assertThat(Objects.requireNonNull(table.get("0_mean")).getDouble(0))
        .isCloseTo(mean[0], within(1e-4));
    double deviation = Math.sqrt(square[0] - mean[0] * mean[0]);
    assertThat(Objects.requireNonNull(table.get("0_log10stdev")).getDouble(0))
        .isCloseTo(Math.log10(deviation), within(1e-3));
  }

  private Report last(ResumableContext context) {
    return context.reports().get(context.reports().size() - 1);
  }

  private static List<Double> losses(List<Report> reports) {
    return reports.stream()
        .map(report -> Objects.requireNonNull(report.metrics().get("log-loss")))
        .toList();
  }

  static List<Float> weights(Path model) throws Exception {
    List<Float> weights = new ArrayList<>();
    for (float weight : network(model).params().dup('c').data().asFloat()) {
      weights.add(weight);
    }
    return weights;
  }

  private static MultiLayerNetwork network(Path model) throws Exception {
    return ModelSerializer.restoreMultiLayerNetwork(model.toFile(), true);
  }

  private ResumableContext context(String training) {
    String network = "[{ dense { units = 64 } }, batch-norm, { dropout { rate = 0.1 } }]";
    return new ResumableContext(folder, Blobs.objective(blobs, network, OVERFITS + training));
  }
}
