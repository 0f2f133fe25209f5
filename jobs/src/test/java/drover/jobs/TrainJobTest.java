package drover.jobs;

import static drover.jobs.SphereStudy.only;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import drover.core.Report;
import drover.core.journal.Event;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.util.ModelSerializer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.api.preprocessor.NormalizerStandardize;

/** Networks that the job train trains, on one worker and data-parallel. */
@Timeout(600)
final class TrainJobTest {

  private static final String PARALLEL = "train { data-parallel = true, workers = 2 }";

  @TempDir Path folder;

  @Test
  void trainsOnAllButTheTestPartWhichItMeasuresOnce() throws IOException {
    Path file = perceptron("one", "");
    JobRun run = JobRun.of("train", file);
    assertThat(run.exit()).as(run.err()).isZero();
    assertThat(accuracy("one")).isGreaterThan(0.95);
    assertThat(status("one").at("/best/metrics").has("accuracy")).isFalse();
    assertThat(losses("one")).hasSize(6).isSortedAccordingTo((a, b) -> Double.compare(b, a));
    assertThat(MultiLayerNetwork.load(model("one").toFile(), true).getEpochCount()).isEqualTo(6);
    NormalizerStandardize normaliser =
        ModelSerializer.restoreNormalizerFromFile(model("one").toFile());
    assertThat(normaliser.getMean().length()).isEqualTo(64);

    assertThat(JobRun.of("train", file).out()).contains("Already done");
    assertThat(JobRun.of("tune", file).errors())
        .anyMatch(line -> line.contains("objective.data.validation: was 0.0, is 0.2"));
  }

  @Test
  void workersThatAreAveragedComeAsFarAsOneAlone() throws IOException {
    JobRun run = JobRun.of("train", perceptron("both", PARALLEL));
    assertThat(run.exit()).as(run.err()).isZero();
    assertThat(run.out()).contains("data-parallel on 2 workers, averaged after every 5 steps");
    assertThat(accuracy("both")).isGreaterThan(0.95);
    assertThat(losses("both")).hasSize(6);
    MultiLayerNetwork network = MultiLayerNetwork.load(model("both").toFile(), true);
    assertThat(network.getEpochCount()).isEqualTo(6);
    // 1437 examples are 45 batches, of which either worker takes 5 in each of 4 rounds, and then 3.
    assertThat(network.getIterationCount()).isEqualTo(6 * (4 * 5 + 3));
  }

  @Test
  void aGraphIsTrainedDataParallelWithSchedulesAndAValidationPart() throws IOException {
    Path file =
        write(
            "graph",
            """
            [ { dense { units = 32 } },
              { residual { layers = [ { dense { units = 32, dropout = 0.1 } } ] } } ]
            """,
            "schedule = [ { step { every = 2, gamma = 0.5 } } ]",
            "train { data-parallel = true, workers = 2, averaging-frequency = 3, repartition = always,"
                + " batch-per-worker = 20, validation = 0.1 }");
    JobRun run = JobRun.of("train", file, "objective.training.epochs=4");
    assertThat(run.exit()).as(run.err()).isZero();
    assertThat(accuracy("graph")).isGreaterThan(0.9);
    List<Map<String, Double>> curve = curve("graph").stream().map(Report::metrics).toList();
    assertThat(curve)
        .extracting(at -> at.get("learning-rate"))
        .containsExactly(.003, .003, .0015, .0015);
    assertThat(curve).allSatisfy(at -> assertThat(at).containsKey("accuracy"));
    assertThat(ComputationGraph.load(model("graph").toFile(), true).getEpochCount()).isEqualTo(4);
  }

  @Test
  void aDataParallelTrainingFindsItsRateAndEndsEarly() throws IOException {
    Path file =
        write(
            "early",
            "[ { dense { units = 32 } } ]",
            "batch-size = 64, lr-range { steps = 30 }, early-stopping { patience = 1, min-delta = 9 }",
            "train { data-parallel = true, workers = 2, validation = 0.2 }");
    JobRun run = JobRun.of("train", file, "objective.training.updater.adam.learning-rate=auto");
    assertThat(run.exit()).as(run.err()).isZero();
    // No loss improves by 9: the second epoch is the first without improvement.
    List<Map<String, Double>> curve = curve("early").stream().map(Report::metrics).toList();
    assertThat(curve).hasSize(2);
    assertThat(curve.get(0).get("learning-rate")).isBetween(1e-6, 10.0).isNotEqualTo(0.003);
    assertThat(curve.get(1).get("learning-rate")).isEqualTo(curve.get(0).get("learning-rate"));
    JsonNode best = status("early").at("/best/metrics");
    assertThat(best.get("best-epoch").asInt()).isEqualTo(1);
    assertThat(best.get("log-loss").asDouble()).isEqualTo(curve.get(0).get("log-loss"));
  }

  @Test
  void seedsAndFoldsAreForSearchesSoThatOneNetworkIsTrained() throws IOException {
    String augmented = "augment { shift = 1 }";
    String several = augmented + ", folds = 3, seeds = 2";
    String layers = "[ { dense { units = 32 } } ]";
    assertThat(JobRun.of("train", write("once", layers, augmented, "")).exit()).isZero();
    JobRun run = JobRun.of("train", write("several", layers, several, ""));
    assertThat(run.exit()).as(run.err()).isZero();
    assertThat(curve("several")).isEqualTo(curve("once")).hasSize(6);
    assertThat(accuracy("several")).isEqualTo(accuracy("once")).isGreaterThan(0.8);

    run = JobRun.of("train", write("together", layers, several, PARALLEL));
    assertThat(run.exit()).as(run.err()).isZero();
    assertThat(accuracy("together")).isGreaterThan(0.8);
  }

  @Test
  void updatersThatAreNotAveragedBeginEachRoundWithoutState() throws IOException {
    String layers = "[ { dense { units = 16 } } ]";
    for (boolean average : new boolean[] {true, false}) {
      String name = "average-" + average;
      Path file = write(name, layers, "batch-size = 64", PARALLEL);
      JobRun run = JobRun.of("train", file, "train.average-updater=" + average);
      assertThat(run.exit()).as(run.err()).isZero();
      assertThat(losses(name).get(5)).isLessThan(losses(name).get(0) / 2);
      INDArray state =
          MultiLayerNetwork.load(model(name).toFile(), true).getUpdater().getStateViewArray();
      assertThat(state.amaxNumber().doubleValue() > 0).isEqualTo(average);
    }
  }

  @Test
  void theWinnerIsTrainedAsLongAsItWasBestForAndNotByItsTrainingLoss() throws IOException {
    String training = "batch-size = 32, early-stopping { patience = 1 }";
    Path search = write("search", "[ { dense { units = 64 } } ]", training, "");
    JobRun tuned =
        JobRun.of(
            "tune",
            search,
            "search={ algorithm = random }",
            "study.trials=1",
            "objective.training.epochs=15",
            "objective.training.updater.adam.learning-rate=0.03");
    assertThat(tuned.exit()).as(tuned.err()).isZero();
    int best = status("search").at("/best/metrics/best-epoch").asInt();
    assertThat(best).isBetween(1, 13);
    Path conf = studies().resolve("search/best.conf");
    assertThat(conf).content().contains("train { epochs = " + best + " }");

    JobRun run = JobRun.of("train", conf);
    assertThat(run.exit()).as(run.err()).isZero();
    assertThat(run.out()).contains("on one worker, at most " + best + " epochs");
    assertThat(curve("search-best")).hasSize(best);
    assertThat(status("search-best").at("/best/metrics").has("best-epoch")).isFalse();

    run = JobRun.of("train", conf, "train.epochs=auto", "study.name=unknown");
    assertThat(run.exit()).as(run.err()).isZero();
    assertThat(run.out()).contains("all epochs: without a validation part (train.validation)");
    assertThat(curve("unknown")).hasSize(15);
    run = JobRun.of("train", conf, "train.validation=0.2", "study.name=measured");
    assertThat(run.exit()).as(run.err()).isZero();
    assertThat(status("measured").at("/best/metrics/best-epoch").asInt()).isBetween(1, best);
  }

  @Test
  @Tag("slow")
  void aKilledTrainingGoesOnWhereItWas() throws Exception {
    equalsItselfWhenKilled("alone", "");
  }

  @Test
  @Tag("slow")
  void aKilledDataParallelTrainingGoesOnWhereItWas() throws Exception {
    equalsItselfWhenKilled("together", PARALLEL);
  }

  private void equalsItselfWhenKilled(String name, String train) throws Exception {
    assertThat(JobRun.of("train", perceptron(name, train)).exit()).isZero();
    Path killed = perceptron(name + "-killed", train);
    try (DriverJvm driver = DriverJvm.start(folder, "train", killed)) {
      while (!SphereStudy.hasCheckpoint(studies().resolve(name + "-killed"), 0)) {
        driver.pause();
      }
    }
    JobRun rerun = JobRun.of("train", killed);
    assertThat(rerun.exit()).as(rerun.err()).isZero();
    Event.Told told = only(Event.Told.class, journal(name + "-killed")).get(0);
    assertThat(told.run().continuation().from()).isPositive();
    assertThat(curve(name + "-killed")).isEqualTo(curve(name));
    assertThat(accuracy(name + "-killed")).isEqualTo(accuracy(name));
  }

  private Path perceptron(String name, String train) throws IOException {
    return write(name, "[ { dense { units = 48, dropout = 0.1 } } ]", "", train);
  }

  private Path write(String name, String network, String training, String train)
      throws IOException {
    return Files.writeString(
        folder.resolve(name + ".conf"),
        """
        study { dir = "%s", seed = 3 }
        trial { checkpoint-interval = 1ms }
        objective {
          network = %s
          training { epochs = 6, updater { adam { learning-rate = 0.003 } }, %s }
          maximise = accuracy
        }
        search { algorithm = genetic, population = 7 }
        %s
        spark { master = "local[2]" }
        """
            .formatted(studies(), network, training, train));
  }

  private Path studies() {
    return folder.resolve("studies");
  }

  private Path model(String name) {
    return studies().resolve(name).resolve("best-model.zip");
  }

  private JsonNode status(String name) throws IOException {
    return SphereStudy.status(studies().resolve(name));
  }

  private double accuracy(String name) throws IOException {
    return status(name).at("/test/accuracy").doubleValue();
  }

  private List<Event> journal(String name) throws IOException {
    return SphereStudy.journal(studies().resolve(name));
  }

  /** The curve of its one trial; empty until it is told. */
  private List<Report> curve(String name) throws IOException {
    return only(Event.Told.class, journal(name)).stream()
        .flatMap(told -> told.run().curve().stream())
        .toList();
  }

  private List<Double> losses(String name) throws IOException {
    return curve(name).stream().map(report -> report.metrics().get("training-loss")).toList();
  }
}
