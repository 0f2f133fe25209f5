package drover.dl4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import drover.core.Outcome;
import drover.core.Outcome.Infeasible;
import drover.core.Outcome.Scored;
import drover.core.Report;
import drover.dl4j.data.Dataset;
import drover.dl4j.data.Standardisation;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.util.ModelSerializer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.api.preprocessor.DataNormalization;
import org.nd4j.linalg.factory.Nd4j;

class Dl4jObjectiveTest {

  private static final String ADAM = "updater { adam { learning-rate = 0.01 } }";

  @TempDir Path folder;
  private Path blobs = Path.of("");

  @BeforeEach
  void writeBlobs() throws Exception {
    blobs = Blobs.write(folder);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[]",
        "[{ dense { units = 16, activation = tanh, dropout = 0.2 } }]",
        "[{ conv { filters = 8, activation = elu } }, { pool { type = avg } }]",
        "[{ conv { filters = 8, kernel = 2, padding = valid } }, pool, { dense { units = 16 } }]",
        "[batch-norm, { dense { units = 16, activation = leaky-relu } }]",
        "[{ conv { filters = 8 } }, batch-norm, { dropout { rate = 0.1 } }]",
      })
  void everyLayerTrains(String network) throws Exception {
    assertLearned(Blobs.objective(blobs, network, ADAM + ", epochs = 15"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "sgd",
        "nesterovs { learning-rate = 0.02 }",
        "adagrad { learning-rate = 0.1 }",
        "rmsprop { learning-rate = 0.01 }",
        "adam { learning-rate = 0.01 }",
        "adamw { learning-rate = 0.01 }",
      })
  void everyUpdaterTrains(String updater) throws Exception {
    String training =
        "epochs = 15, updater " + (updater.contains("{") ? "{" + updater + "}" : "= " + updater);
    assertLearned(Blobs.objective(blobs, "[{ dense { units = 16 } }]", training));
  }

  private void assertLearned(String objective) throws Exception {
    Scored scored = scored(TestContext.of(objective, folder).evaluate(0));
    assertThat(scored.metrics().get("accuracy")).isGreaterThan(0.9);
    assertThat(scored.metrics().get("accuracy")).isCloseTo(1 - scored.loss(), within(1e-9));
  }

  @Test
  void reportsEveryEpochAndScoresTheLast() throws Exception {
    TestContext context = context("epochs = 4");
    Scored scored = scored(context.evaluate(0));
    assertThat(context.reports()).extracting(Report::step).containsExactly(1, 2, 3, 4);
    assertThat(scored.metrics()).containsAllEntriesOf(context.reports().get(3).metrics());
    assertThat(scored.metrics().keySet())
        .containsExactly(
            "accuracy", "auc", "balanced-accuracy", "log-loss", "macro-f1", "mcc", "parameters");
    assertThat(scored.metrics().get("parameters")).isEqualTo(16 * 64 + 64 + 64 * 3 + 3);
  }

  @Test
  void theBudgetCapsTheEpochs() throws Exception {
    TestContext context = context("epochs = 4");
    context.evaluate(0, 2);
    assertThat(context.reports()).hasSize(2);
  }

  @Test
  void fewerEpochsAreTheBeginningOfMore() throws Exception {
    TestContext few = context("epochs = 2");
    TestContext more = context("epochs = 4");
    few.evaluate(0);
    more.evaluate(0);
    assertThat(more.reports().subList(0, 2)).isEqualTo(few.reports());
  }

  @Test
  void theSameTrialGivesTheSameLossAloneAndBesideOthers() throws Exception {
    String objective =
        "network = [{ conv { filters = 4 } }, pool, { dense { units = 16, dropout = 0.5 } }]\n"
            + "training { epochs = 2 }";
    Callable<List<Report>> run =
        () -> {
          TestContext context =
              new TestContext(
                  objective, Files.createTempFile(folder, "model", ".zip"), 7, new ArrayList<>());
          context.evaluate(3);
          return context.reports();
        };
    List<Report> alone = run.call();
    ExecutorService threads = Executors.newFixedThreadPool(2);
    try {
      for (Future<List<Report>> beside : threads.invokeAll(List.of(run, run, run))) {
        assertThat(beside.get()).isEqualTo(alone);
      }
    } finally {
      threads.shutdownNow();
    }
  }

  @Test
  void otherTrialsBeginOtherwise() throws Exception {
    TestContext one = context("epochs = 1");
    TestContext other = context("epochs = 1");
    one.evaluate(0);
    other.evaluate(1);
    assertThat(one.reports()).isNotEqualTo(other.reports());
  }

  @Test
  void divergenceIsFoundInItsEpoch() throws Exception {
    TestContext context = context("epochs = 50, updater { sgd { learning-rate = 1e30 } }");
    assertThat(reason(context.evaluate(0))).startsWith("diverged in epoch 1: ");
    assertThat(context.reports()).isEmpty();
  }

  @Test
  void impossibleNetworksAreInfeasible() throws Exception {
    String pools = Blobs.objective(blobs, "[pool, { pool { kernel = 3 } }]", "");
    assertThat(reason(TestContext.of(pools, folder).evaluate(0)))
        .isEqualTo("network.1.pool: kernel 3 is larger than its input 2x2");
  }

  @Test
  void theModelIsAllThatScoringNeeds() throws Exception {
    TestContext context = context("epochs = 10, " + ADAM);
    Outcome outcome = context.evaluate(0);
    Map<String, Double> tested = context.test();
    assertThat(tested.keySet()).containsAll(ClassMetrics.NAMES);
    assertThat(tested.get("accuracy")).isGreaterThan(0.9);

    File file = context.model().toFile();
    MultiLayerNetwork network = ModelSerializer.restoreMultiLayerNetwork(file, true);
    assertThat(network.getUpdater().getStateViewArray().length())
        .isEqualTo(2 * network.numParams());
    assertThat(network.getEpochCount()).isEqualTo(10);
    Scored scored = scored(outcome);
    Dl4jSettings settings = Dl4jSettings.read(context.settings());
    Dataset data = Dataset.load(settings.data(), context);
    try (Evaluation validation = new Evaluation(data.validation())) {
      assertThat(scored.metrics()).containsAllEntriesOf(validation.of(new Sequential(network)));
    }
    DataNormalization normalisation = ModelSerializer.restoreNormalizerFromFile(file);
    float[] row = new float[16];
    data.test().with(Standardisation.NONE).read(0, row);
    try (INDArray rows = Nd4j.create(row, 1, 16)) {
      normalisation.transform(rows);
      data.test().read(0, row);
      assertThat(rows.toFloatVector()).containsExactly(row, within(1e-5f));
    }
  }

  @Test
  void withoutATestPartThereIsNoTest() throws Exception {
    String objective = "data { test = 0 }, training { epochs = 1 }, network = []";
    TestContext context = TestContext.of(objective, folder);
    context.evaluate(0);
    assertThat(context.test()).isEmpty();
  }

  private TestContext context(String training) {
    return TestContext.of(Blobs.objective(blobs, "[dense]", training), folder);
  }

  private static Scored scored(Outcome outcome) {
    assertThat(outcome).isInstanceOf(Scored.class);
    return (Scored) outcome;
  }

  private static String reason(Outcome outcome) {
    assertThat(outcome).isInstanceOf(Infeasible.class);
    return ((Infeasible) outcome).reason();
  }
}
