package drover.jobs.bench;

import static org.assertj.core.api.Assertions.assertThat;

import drover.core.DataContext;
import drover.core.config.Sections;
import drover.core.config.StudyFile;
import drover.dl4j.data.DataSettings;
import drover.dl4j.data.Dataset;
import drover.dl4j.data.Examples;
import drover.dl4j.data.Targets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.hadoop.conf.Configuration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Sgd;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/** Measures that run a training; what they measure is the machine's to say. */
@Timeout(600)
final class TrainingMeasuresTest {

  @TempDir Path folder;

  @Test
  void aTrialTrainsInTurnsWithABareLoop() throws Exception {
    Map<String, Double> figures =
        figures(new FitMeasure("mlp", List.of(), "objective.training.epochs=200"));
    assertThat(figures).containsOnlyKeys("mlp-fit-ratio", "mlp-fit-examples-per-second");
    assertThat(figures.values()).allMatch(value -> value > 0);
  }

  @Test
  void theBareLoopTrainsOnEachExampleOnceInAPass() throws Exception {
    DataContext here = new Here(folder);
    DataSettings settings =
        DataSettings.read(Sections.resolved("source = digits", "objective.dl4j.data"));
    Examples examples = Dataset.load(settings, here).train();
    OutputLayer softmax =
        new OutputLayer.Builder(LossFunction.MCXENT)
            .nOut(10)
            .activation(Activation.SOFTMAX)
            .build();
    MultiLayerNetwork network =
        new MultiLayerNetwork(
            new NeuralNetConfiguration.Builder()
                .updater(new Sgd(0.05))
                .list(softmax)
                .setInputType(examples.shape().inputType())
                .build());
    network.init();
    BareLoop loop = new BareLoop(network, examples, 50);
    for (int pass = 0; pass < 10; pass++) {
      assertThat(loop.pass()).isPositive();
    }
    assertThat(network.getEpochCount()).isEqualTo(10);
    assertThat(network.getIterationCount()).isEqualTo(10 * ((examples.size() + 49) / 50));
    int right = 0;
    int[] labels = ((Targets.Classes) examples.targets()).labels();
    float[] row = new float[64];
    for (int i = 0; i < examples.size(); i++) {
      examples.read(i, row);
      right += network.predict(Nd4j.create(new float[][] {row}))[0] == labels[i] ? 1 : 0;
    }
    assertThat((double) right / examples.size()).isGreaterThan(0.9);
  }

  private record Here(Path shared) implements DataContext {
    @Override
    public long seed() {
      return 7;
    }

    @Override
    public Path local(String uri) {
      return Path.of(uri);
    }
  }

  @Test
  void masksAndSequencesReachTheBareLoop() throws Exception {
    Path vowels = Files.createDirectory(folder.resolve("japanese-vowels"));
    StringBuilder sequences = new StringBuilder("@classLabel true a b\n@data\n");
    for (int i = 0; i < 40; i++) {
      sequences.append(i % 2 == 0 ? "1,2,3:4,5,6:a\n" : "6,5:3,2:b\n");
    }
    Files.writeString(vowels.resolve("Vowels_TRAIN.ts"), sequences);
    Map<String, Double> figures =
        figures(
            new FitMeasure("lstm", List.of("japanese-vowels"), "objective.training.epochs=400"));
    assertThat(figures).containsOnlyKeys("lstm-fit-ratio", "lstm-fit-examples-per-second");
  }

  @Test
  @Tag("slow")
  void theSameStudyTwiceDiffersInNothing() throws Exception {
    assertThat(figures(new RepeatMeasure())).containsExactly(Map.entry("repeat-differences", 0.0));
  }

  private Map<String, Double> figures(Measure measure) throws Exception {
    Path file =
        Files.writeString(
            folder.resolve("bench.conf"),
            "bench { studies = ../conf, data = \"%s\" }".formatted(folder));
    StudyFile bench =
        StudyFile.load(file.toString(), List.of(), List.of("bench"), new Configuration());
    BenchSettings settings =
        BenchSettings.read(bench.section("bench"), Path.of("../conf"), Map.of());
    assertThat(settings.missing(measure)).isEmpty();
    Map<String, Double> figures = new TreeMap<>();
    Path work = Files.createDirectory(folder.resolve("work"));
    measure.run(settings, work, figure -> figures.put(figure.name(), figure.value()));
    return figures;
  }
}
