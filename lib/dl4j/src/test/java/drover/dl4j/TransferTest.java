package drover.dl4j;

import static org.assertj.core.api.Assertions.assertThat;

import drover.core.Note;
import drover.core.ObjectiveType.Plan;
import drover.core.Outcome.Infeasible;
import drover.core.Params;
import drover.core.Trial;
import drover.core.config.Mistakes;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import org.deeplearning4j.nn.api.Model;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Trainings that begin with the weights of an earlier model. */
class TransferTest {

  private static final String SEQUENTIAL =
      "[{ conv { filters = 4 } }, batch-norm, { dense { units = 8 } }]";
  private static final String BRANCHED =
      "[{ residual { layers = [{ conv { filters = 4 } }, batch-norm] } }, { dense { units = 8 } }]";

  @TempDir Path folder;
  private Path blobs = Path.of("");

  @BeforeEach
  void writeBlobs() throws Exception {
    blobs = Blobs.write(folder);
  }

  @ParameterizedTest
  @ValueSource(strings = {SEQUENTIAL, BRANCHED})
  void itBeginsWithTheModelsWeights(String network) throws Exception {
    Path model = model(network, "epochs = 3");
    // A rate of almost nothing shows what the training began with.
    Map<String, INDArray> began =
        weights(model(network, still("start-from { model = \"%s\" }".formatted(model))));
    Map<String, INDArray> given = weights(model);
    assertThat(began.keySet()).isEqualTo(given.keySet());
    began.forEach(
        (name, tensor) -> {
          if (!name.matches(".*_(mean|log10stdev)")) { // they move whatever the rate
            assertThat(tensor).as(name).isEqualTo(given.get(name));
          }
        });
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        SEQUENTIAL + " | 0, 1 | [23]_.*",
        BRANCHED + " | 0 | [0-9]+-[DO].*",
      })
  void frozenLayersStayAndOthersLearn(String network, String places, String learning)
      throws Exception {
    Path model = model(network, "epochs = 3");
    String training =
        "epochs = 3, l2 = 0.1, constraint { max-norm { norm = 0.1 } }, updater { adamw {} }"
            + ", weights = averaged, start-from { model = \"%s\", freeze = [%s] }"
                .formatted(model, places);
    Map<String, INDArray> given = weights(model);
    weights(model(network, training))
        .forEach(
            (name, tensor) -> {
              if (!name.matches(learning)) {
                assertThat(tensor).as(name).isEqualTo(given.get(name));
              } else if (name.endsWith("_W")) {
                assertThat(tensor).as(name).isNotEqualTo(given.get(name));
              }
            });
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[{ lstm { units = 3 } }]",
        "[{ rnn { units = 3, bidirectional = true } }]",
        "[{ conv { kernel = 2, filters = 4 } }, layer-norm, attention]"
      })
  void sequenceLayersFreezeToo(String network) throws Exception {
    StringBuilder ts = new StringBuilder("@classLabel true a b\n@data\n");
    for (int i = 0; i < 40; i++) {
      ts.append(i % 2).append(",2,3,").append(i % 3).append(":1,").append(i % 5).append(",2,1:");
      ts.append(i % 2 == 0 ? "a\n" : "b\n");
    }
    Path file = Files.writeString(folder.resolve("steps.ts"), ts);
    String objective = "data { source = \"%s\" }, network = %s, training { epochs = 2%s }";
    Path first = trained(objective.formatted(file, network, ""));
    String frozen =
        ", updater { sgd { learning-rate = 0.1 } }, start-from { model = \"%s\", freeze = [0, 1, 2] }"
            .formatted(first);
    int layers = network.split("\\}, |, (?=attention)|, (?=layer)", -1).length;
    Path second =
        trained(
            objective.formatted(
                file, network, layers == 1 ? frozen.replace("[0, 1, 2]", "[0]") : frozen));
    Map<String, INDArray> given = weights(first);
    Map<String, INDArray> now = weights(second);
    long same =
        now.entrySet().stream()
            .filter(tensor -> tensor.getValue().equals(given.get(tensor.getKey())))
            .count();
    assertThat(now.size() - same).isEqualTo(2); // those of the output layer
  }

  @Test
  void whatDoesNotFitBeginsAtRandomAndLearnsAtTheFullRate() throws Exception {
    Path model = model("[{ dense { units = 8 } }, { dense { units = 8 } }]", "epochs = 3");
    String wider = "[{ dense { units = 8 } }, { dense { units = 9 } }]";
    String from = "start-from { model = \"%s\", rate-factor = 0.01 }".formatted(model);
    String sgd = "epochs = 1, batch-size = 1000, updater { sgd { learning-rate = %s } }, ";
    Map<String, INDArray> given = weights(model);
    Map<String, INDArray> begun = weights(model(wider, still(from)));
    assertThat(begun.get("0_W")).isEqualTo(given.get("0_W"));
    Map<String, INDArray> slow = weights(model(wider, sgd.formatted("0.1") + from));
    Map<String, INDArray> fast =
        weights(model(wider, sgd.formatted("0.1") + from.replace("0.01", "1")));
    assertThat(moved(begun, fast, "0_W") / moved(begun, slow, "0_W")).isBetween(98.0, 102.0);
    assertThat(moved(begun, fast, "1_W") / moved(begun, slow, "1_W")).isBetween(0.99, 1.01);
  }

  @Test
  void aStrangersModelIsInfeasible() throws Exception {
    Path model = model("[{ dense { units = 8 } }]", "epochs = 1");
    String from = "start-from { model = \"%s\" }".formatted(model);
    // The names of a graph's layers are others.
    TestContext context = TestContext.of(Blobs.objective(blobs, BRANCHED, from), folder);
    assertThat(context.evaluate(0))
        .isInstanceOfSatisfying(
            Infeasible.class,
            outcome -> assertThat(outcome.reason()).contains("start-from.model", "no weights"));
  }

  @Test
  void aTrainingThatBrokeOffGoesOnFromThere() throws Exception {
    Path model = model(SEQUENTIAL, "epochs = 3");
    String training =
        "epochs = 4, start-from { model = \"%s\", freeze = [0], rate-factor = 0.3 }"
            .formatted(model);
    String objective = Blobs.objective(blobs, SEQUENTIAL, training);
    ResumableContext whole = new ResumableContext(folder, objective);
    whole.train(1, 4);
    ResumableContext rest = new ResumableContext(folder, objective);
    rest.start(whole.checkpoint(1, 2));
    rest.train(1, 4);
    assertThat(rest.reports()).isEqualTo(whole.reports().subList(2, 4));
    assertThat(EarlyStoppingTest.weights(rest.model()))
        .isEqualTo(EarlyStoppingTest.weights(whole.model()));
  }

  @Test
  void theRangeTestBeginsWithTheModelToo() throws Exception {
    Path model = model(SEQUENTIAL, "epochs = 20");
    String from = ", start-from { model = \"%s\" }".formatted(model);
    assertThat(firstLossOfRangeTest(from)).isLessThan(0.5 * firstLossOfRangeTest(""));
  }

  private double firstLossOfRangeTest(String from) throws Exception {
    String training = "batch-size = 100, lr-range { steps = 10 }" + from;
    TestContext context = TestContext.of(Blobs.objective(blobs, SEQUENTIAL, training), folder);
    new LrRangeObjective().evaluate(new Trial(0, Params.EMPTY, 1, Note.EMPTY), context);
    return Objects.requireNonNull(context.reports().get(0).metrics().get(LrRangeObjective.LOSS));
  }

  @Test
  void theModelIsAFileOfTheStudy() throws Exception {
    Path model = model("[]", "epochs = 1");
    Mistakes mistakes = new Mistakes();
    Plan plan =
        RunsTest.check("training { start-from { model = \"%s\" } }".formatted(model), mistakes);
    assertThat(mistakes.found()).isEmpty();
    assertThat(plan.files()).containsExactly(model.toString());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "training { start-from { model = nosuch.zip } } | nosuch.zip: there is no such file",
        "training { start-from { model = net.keras } } | Keras 2 also saves models as .h5",
        "training { start-from { freeze = [0] } } | start-from.model names none",
        "network = [dense], training { start-from { freeze = [1] } } | start-from.freeze",
        "training { start-from { rate-factor = 0 } } | start-from.rate-factor",
        "data { balance = true }, training { loss = mse } | training.loss: data.balance",
        "data { class-weights { a = 2 } }, training { loss = kl-divergence } | training.loss: data",
      })
  void wrongValuesAreMistakes(String objective, String message) {
    Mistakes mistakes = new Mistakes();
    RunsTest.check(objective, mistakes);
    assertThat(mistakes.found())
        .anySatisfy(mistake -> assertThat(mistake).contains("study.conf:1", message));
  }

  @Test
  void onlyImagesAreAugmented() {
    Mistakes mistakes = new Mistakes();
    String objective =
        "data { source = \"%s\", label = kind%s }, training { augment { flip = 0.5 } }";
    RunsTest.check(objective.formatted(blobs, ", shape = [4, 4, 1]"), mistakes);
    RunsTest.check("training { augment { shift = 1 } }", mistakes); // digits
    assertThat(mistakes.found()).isEmpty();
    RunsTest.check(objective.formatted(blobs, ""), mistakes);
    assertThat(mistakes.found())
        .singleElement()
        .asString()
        .contains("study.conf:1", "training.augment: is for images");
  }

  private static String still(String settings) {
    return "epochs = 1, updater { sgd { learning-rate = 1e-30 } }, weights = last, " + settings;
  }

  private static double moved(Map<String, INDArray> from, Map<String, INDArray> to, String name) {
    INDArray first = Objects.requireNonNull(from.get(name));
    return first.distance2(Objects.requireNonNull(to.get(name)));
  }

  private Path model(String network, String training) throws Exception {
    return trained(Blobs.objective(blobs, network, training));
  }

  private Path trained(String objective) throws Exception {
    ResumableContext context = new ResumableContext(folder, objective);
    context.train(0, 100);
    return context.model();
  }

  private static Map<String, INDArray> weights(Path model) throws Exception {
    Model network = Networks.restore(model.toFile(), false).dl4j();
    return network.paramTable();
  }
}
