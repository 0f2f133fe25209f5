package drover.dl4j.parallel;

import drover.core.config.Section;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.deeplearning4j.spark.api.Repartition;

/**
 * How workers train one network together.
 *
 * @param workers how many, at least 1; empty: as many as the cluster has task slots
 * @param frequency how many steps each makes before their parameters are averaged, at least 1
 * @param batch examples a step of each worker, at least 1; empty: those of the training
 * @param averageUpdater whether the updater's state is averaged too; if not, each round begins with
 *     that of the driver's network, which has none
 * @param repartition when DL4J deals the batches of a round out to the workers anew
 */
public record AveragingSettings(
    Optional<Integer> workers,
    int frequency,
    Optional<Integer> batch,
    boolean averageUpdater,
    Repartition repartition) {

  private static final Map<String, Repartition> REPARTITIONS =
      Map.of(
          "never", Repartition.Never,
          "always", Repartition.Always,
          "workers-differ", Repartition.NumPartitionsWorkersDiffers);

  /** Reads them from {@code train}. */
  public static AveragingSettings read(Section train) {
    if (train.oneOf("master", List.of("averaging", "shared")).equals("shared")) {
      train.mistake(
          "master",
          "shared cannot be used: DL4J's SharedTrainingMaster hangs across executors, or learns"
              + " nothing and does not say so; averaging can");
    }
    String repartition = train.oneOf("repartition", List.of("never", "always", "workers-differ"));
    return new AveragingSettings(
        train.integerOr("auto", "workers", 1, 100_000).map(Long::intValue),
        (int) train.integer("averaging-frequency", 1, 1_000_000),
        train.integerOr("auto", "batch-per-worker", 1, 1_000_000).map(Long::intValue),
        train.flag("average-updater"),
        REPARTITIONS.getOrDefault(repartition, Repartition.Never));
  }
}
