package drover.jobs;

import static drover.jobs.SphereStudy.only;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import drover.core.Outcome;
import drover.core.Params;
import drover.core.Report;
import drover.core.TrialRun;
import drover.core.journal.Event;
import drover.core.study.StudyState;
import drover.core.study.TrialRecord;
import drover.jobs.LocalRun.Ended;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.util.ModelSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.api.preprocessor.DataNormalization;
import org.nd4j.linalg.factory.Nd4j;

/** The study that comes with Drover, cut short: four networks of two epochs each. */
@Timeout(600)
final class DigitsIT {

  private static final Path STUDY = Path.of("../conf/digits.conf");

  @TempDir Path folder;

  @Test
  void theSameTrialsGiveTheSameLossesAloneOrBesideOthersAndAModelThatLoads() throws Exception {
    Path beside = tune("beside", 2);
    Path alone = tune("alone", 1);

    List<TrialRecord> trials = trials(beside);
    assertThat(trials).hasSize(4).allMatch(trial -> trial.score().isPresent());
    assertThat(params(trials)).isEqualTo(params(trials(alone)));
    assertThat(outcomes(trials)).isEqualTo(outcomes(trials(alone)));
    assertThat(curves(trials)).isEqualTo(curves(trials(alone)));
    theTestIsMeasuredOnce(beside);
    theModelLoads(beside.resolve("best-model.zip").toFile());
  }

  private static void theTestIsMeasuredOnce(Path study) throws IOException {
    List<Event> events = SphereStudy.journal(study);
    JsonNode status = SphereStudy.status(study);
    assertThat(only(Event.Tested.class, events))
        .singleElement()
        .satisfies(
            tested -> {
              assertThat(tested.id()).isEqualTo(status.at("/best/trial").asInt());
              assertThat(tested.metrics()).containsKeys("accuracy", "macro-f1", "log-loss");
              assertThat(status.at("/test/accuracy").asDouble())
                  .isEqualTo(tested.metrics().get("accuracy"))
                  .isBetween(0.5, 1.0);
            });
  }

  /** As a user would load it, who knows DL4J only. */
  private static void theModelLoads(File model) throws IOException {
    DataNormalization normalisation = ModelSerializer.restoreNormalizerFromFile(model);
    INDArray image = Nd4j.rand(1, 64).muli(16);
    normalisation.transform(image);
    MultiLayerNetwork network = ModelSerializer.restoreMultiLayerNetwork(model);
    INDArray classes = network.output(image.reshape(1, 1, 8, 8));
    assertThat(classes.shape()).containsExactly(1, 10);
    assertThat(classes.sumNumber().doubleValue()).isCloseTo(1, within(1e-5));
  }

  /** Runs the study with so many trials at once; its folder. */
  private Path tune(String name, int parallelism) throws IOException, InterruptedException {
    Path file = Files.copy(STUDY, folder.resolve(name + ".conf"));
    Ended run =
        LocalRun.run(
            file,
            "study.dir=" + folder.resolve("studies"),
            "study.name=" + name,
            "study.trials=4",
            "study.order=deterministic",
            "study.parallelism=" + parallelism,
            "objective.training.epochs=2",
            "search={ algorithm = random }",
            "spark.master=local[2]");
    assertThat(run.exit()).as(run.err()).isZero();
    assertThat(run.out()).contains("Test: accuracy ");
    assertThat(run.survivors()).isEmpty();
    Path study = folder.resolve("studies").resolve(name);
    assertThat(SphereStudy.names(study))
        .contains("journal", "status.json", "trials.csv", "best.conf", "best-model.zip");
    return study;
  }

  private static List<TrialRecord> trials(Path study) throws IOException {
    return StudyState.of(SphereStudy.journal(study)).trials();
  }

  private static List<Params> params(List<TrialRecord> trials) {
    return trials.stream().map(record -> record.trial().params()).toList();
  }

  private static List<Outcome> outcomes(List<TrialRecord> trials) {
    return trials.stream().flatMap(record -> record.outcome().stream()).toList();
  }

  private static List<List<Report>> curves(List<TrialRecord> trials) {
    return trials.stream().flatMap(record -> record.run().stream()).map(TrialRun::curve).toList();
  }
}
