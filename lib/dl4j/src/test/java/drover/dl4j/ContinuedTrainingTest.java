package drover.dl4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import drover.core.Checkpoint;
import drover.core.Report;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.util.ModelSerializer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Trainings that go on from a checkpoint. */
class ContinuedTrainingTest {

  private static final String DROPOUT = "[batch-norm, { dense { units = 16, dropout = 0.3 } }]";
  private static final String ADAM = "adam { learning-rate = 0.01 }";

  @TempDir Path folder;
  private Path blobs = Path.of("");

  @BeforeEach
  void writeBlobs() throws Exception {
    blobs = Blobs.write(folder);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        ADAM,
        "adam { learning-rate = auto }",
        "adamw { learning-rate = 0.01 }",
        "nesterovs { learning-rate = 0.02 }",
        "rmsprop { learning-rate = 0.01 }",
        "adagrad { learning-rate = 0.05 }",
        "sgd { learning-rate = 0.05 }",
      })
  void aTrainingThatBrokeOffGoesOnBitForBit(String updater) throws Exception {
    String objective = objective(DROPOUT, updater, 6);
    ResumableContext whole = new ResumableContext(folder, objective);
    whole.train(2, 6);

    ResumableContext broken = new ResumableContext(folder, objective);
    broken.breakAfter(4);
    assertThatThrownBy(() -> broken.train(2, 6))
        .isInstanceOf(ResumableContext.BrokenOffException.class);
    ResumableContext rest = new ResumableContext(folder, objective);
    rest.start(broken.checkpoint(2, 3));
    rest.train(2, 6);

    assertThat(rest.reports()).isEqualTo(whole.reports().subList(3, 6));
    assertSameModel(rest.model(), whole.model());
    assertSameModel(rest.checkpoint(2, 6).file(), whole.model());
  }

  @Test
  void aChildWithItsParentsParamsContinuesItExactly() throws Exception {
    String objective = objective(DROPOUT, ADAM, 9);
    ResumableContext whole = new ResumableContext(folder, objective);
    whole.train(2, 9);

    ResumableContext parent = new ResumableContext(folder, objective);
    parent.train(2, 1);
    ResumableContext child = child(objective, parent.checkpoint(2, 1));
    child.train(5, 3);
    ResumableContext grandchild = child(objective, child.checkpoint(5, 3));
    grandchild.train(7, 9);

    assertThat(child.reports()).isEqualTo(whole.reports().subList(1, 3));
    assertThat(grandchild.reports()).isEqualTo(whole.reports().subList(3, 9));
    assertSameModel(grandchild.model(), whole.model());
  }

  @Test
  void otherTrainingParamsKeepWeightsAndTheUpdatersState() throws Exception {
    ResumableContext parent = new ResumableContext(folder, objective(DROPOUT, ADAM, 3));
    parent.train(0, 3);
    Checkpoint end = parent.checkpoint(0, 3);
    String slower = objective(DROPOUT, "adam { learning-rate = 0.001 }", 6);
    ResumableContext child = child(slower, end);
    child.train(1, 3);
    assertSameModel(child.model(), end.file());
    child.train(1, 4);
    assertThat(child.reports()).extracting(Report::step).containsExactly(4);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "adam {} | nesterovs {}",
        "lookahead { updater { adam {} } } | lookahead { updater { adadelta {} } }",
      })
  void anotherKindOfUpdaterBeginsWithoutState(String updater, String other) throws Exception {
    ResumableContext parent = new ResumableContext(folder, objective(DROPOUT, updater, 3));
    parent.train(0, 3);
    Checkpoint end = parent.checkpoint(0, 3);
    ResumableContext child = child(objective(DROPOUT, other, 6), end);
    child.train(1, 3);
    MultiLayerNetwork network = restored(child.model());
    assertThat(network.params()).isEqualTo(restored(end.file()).params());
    assertThat(network.getUpdater().getStateViewArray().amaxNumber().doubleValue()).isZero();
    assertThat(network.getIterationCount()).isZero();
    assertThat(network.getEpochCount()).isEqualTo(3);
  }

  @Test
  void anotherNetworkTakesOverTheTensorsThatMatch() throws Exception {
    ResumableContext parent =
        new ResumableContext(folder, objective("[{ dense { units = 8 } }, { dense {} }]", ADAM, 3));
    parent.train(0, 3);
    Checkpoint end = parent.checkpoint(0, 3);
    String wider = objective("[{ dense { units = 8 } }, { dense { units = 10 } }]", ADAM, 6);
    ResumableContext child = child(wider, end);
    child.train(1, 3);

    Map<String, INDArray> from = restored(end.file()).paramTable();
    Map<String, INDArray> to = restored(child.model()).paramTable();
    assertThat(to.get("0_W")).isEqualTo(from.get("0_W"));
    assertThat(to.get("0_b")).isEqualTo(from.get("0_b"));
    assertThat(to.get("2_b")).isEqualTo(from.get("2_b"));
    assertThat(restored(child.model()).getIterationCount()).isZero();
  }

  private static void assertSameModel(Path one, Path other) throws IOException {
    MultiLayerNetwork first = restored(one);
    MultiLayerNetwork second = restored(other);
    assertThat(bits(first.params())).isEqualTo(bits(second.params()));
    assertThat(bits(first.getUpdater().getStateViewArray()))
        .isEqualTo(bits(second.getUpdater().getStateViewArray()));
    assertThat(first.getIterationCount()).isEqualTo(second.getIterationCount()).isPositive();
    assertThat(first.getEpochCount()).isEqualTo(second.getEpochCount()).isPositive();
  }

  private static List<Integer> bits(INDArray array) {
    List<Integer> bits = new ArrayList<>();
    if (array != null) {
      for (float value : array.dup('c').data().asFloat()) {
        bits.add(Float.floatToRawIntBits(value));
      }
    }
    return bits;
  }

  private static MultiLayerNetwork restored(Path file) throws IOException {
    return ModelSerializer.restoreMultiLayerNetwork(file.toFile(), true);
  }

  private String objective(String network, String updater, int epochs) {
    String training = "batch-size = 50, epochs = " + epochs + ", updater { " + updater + " }";
    return Blobs.objective(blobs, network, training);
  }

  private ResumableContext child(String objective, Checkpoint parent) {
    ResumableContext child = new ResumableContext(folder, objective);
    child.start(parent);
    return child;
  }
}
