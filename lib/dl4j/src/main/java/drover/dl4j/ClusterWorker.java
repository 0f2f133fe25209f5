package drover.dl4j;

import drover.core.DataContext;
import drover.core.config.Section;
import drover.core.config.Sections;
import drover.dl4j.Batches.Batch;
import drover.dl4j.Cluster.Part;
import drover.dl4j.convolution.FastConvolutions;
import drover.dl4j.data.Dataset;
import drover.dl4j.data.Examples;
import drover.dl4j.schedules.Steps;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import org.deeplearning4j.nn.api.Model;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.nativeblas.NativeOpsHolder;

/**
 * What the tasks of a {@link Cluster} do on an executor with the data there. One serves all tasks
 * of its process.
 */
public final class ClusterWorker {

  private static final Map<String, ClusterWorker> BY_SETTINGS = new ConcurrentHashMap<>();

  private final Dl4jSettings settings;
  private final Dataset data;

  private ClusterWorker(Dl4jSettings settings, Dataset data) {
    this.settings = settings;
    this.data = data;
    // A task has one core; see the environment of worker processes.
    NativeOpsHolder.getInstance().getDeviceNativeOps().setOmpNumThreads(1);
  }

  /**
   * This process's worker for an objective; reads the data, or maps what another one has read.
   *
   * @param objective JSON of the study file's {@code objective}, without ranges
   * @param defaults path below {@code drover} in {@code reference.conf} of the section's defaults
   */
  public static ClusterWorker of(String objective, String defaults, DataContext context) {
    return BY_SETTINGS.computeIfAbsent(
        context.shared() + "\n" + context.seed() + "\n" + objective,
        key -> {
          try {
            Section section = Sections.resolved(objective, defaults);
            Dl4jSettings settings = Dl4jSettings.read(section);
            return new ClusterWorker(settings, Dataset.load(settings.data(), context));
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        });
  }

  /**
   * A batch of the training part, in arrays of its own.
   *
   * @param places of its examples
   * @param seed of the changes to images
   */
  public DataSet batch(int[] places, long seed) {
    Examples examples = data.train().at(places);
    Batches batches = new Batches(examples, places.length, settings.training().augmentation());
    Batch batch = batches.shuffled(new Random(seed)).iterator().next();
    return new DataSet(batch.features(), batch.labels(), batch.mask(), null);
  }

  /** Lets Drover's convolutions take the places of DL4J's in a network, if they are to. */
  public void prepare(Model network) {
    if (settings.training().fastConvolutions()) {
      FastConvolutions.attachTo(network);
    }
  }

  /**
   * The schedules of a network's steps.
   *
   * @param state what they remember
   */
  public Steps steps(Model network, long seed, Map<String, Double> state) {
    TrainingSettings training = settings.training();
    Steps steps = new Steps(network, training.steps(), training.epochs(), seed);
    steps.restore(state);
    return steps;
  }

  /**
   * What a network gives for some examples, one after another.
   *
   * @param model the file of the network, as DL4J writes it
   * @param from place of the first one in its part
   * @param to place after the last one
   */
  public float[] outputs(byte[] model, Part part, int from, int to) throws IOException {
    Path file = Files.createTempFile("drover-model", ".zip");
    try {
      Files.write(file, model);
      Network network = Networks.restore(file.toFile(), false).prepared(settings.training());
      Examples examples = examples(data, part).at(IntStream.range(from, to).toArray());
      try (Evaluation evaluation = new Evaluation(examples)) {
        return evaluation.outputs(network);
      } finally {
        network.release();
      }
    } finally {
      Files.delete(file);
    }
  }

  /** The examples of a part. */
  static Examples examples(Dataset data, Part part) {
    return switch (part) {
      case TRAIN -> data.train();
      case VALIDATION -> data.validation();
      case TEST -> data.test();
    };
  }
}
