package drover.dl4j.parallel;

import static org.assertj.core.api.Assertions.assertThat;

import drover.core.DataContext;
import drover.dl4j.Cluster.Epoch;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.common.loader.LocalFileSource;

/** What workers load of an epoch's batches. */
class BatchLoaderTest {

  @TempDir Path folder;

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
  void imagesChangeOtherwiseInEachEpochAndBatch() {
    List<List<Float>> first = images(1, "training.augment { shift = 2 }");
    assertThat(images(1, "training.augment { shift = 2 }")).isEqualTo(first);
    assertThat(images(2, "training.augment { shift = 2 }")).isNotEqualTo(first);
    assertThat(first).as("the same image in each batch").doesNotHaveDuplicates();
    assertThat(images(2, "")).isEqualTo(images(1, "")).containsOnly(images(1, "").get(0));
  }

  /** One image of the digits, as three batches of an epoch have it. */
  private List<List<Float>> images(long seed, String objective) {
    WorkerSource source = new WorkerSource(objective, "objective.dl4j", new Here(folder));
    Epoch epoch = new Epoch(1, new int[] {5, 5, 5}, 1, seed, 0, Map.of());
    List<List<String>> rounds = AveragingCluster.rounds(epoch, 1, 2);
    assertThat(rounds).extracting(List::size).containsExactly(2, 1);
    BatchLoader loader = new BatchLoader(source);
    return rounds.stream()
        .flatMap(List::stream)
        .map(path -> loader.load(new LocalFileSource(path)).getFeatures().toFloatVector())
        .map(BatchLoaderTest::list)
        .toList();
  }

  private static List<Float> list(float[] values) {
    Float[] boxed = new Float[values.length];
    for (int i = 0; i < boxed.length; i++) {
      boxed[i] = values[i];
    }
    return List.of(boxed);
  }
}
