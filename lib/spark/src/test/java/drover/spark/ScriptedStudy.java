package drover.spark;

import drover.core.Goal;
import drover.core.ObjectiveSpec;
import drover.core.TimeLimit;
import drover.spark.worker.WorkerSettings;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.api.java.JavaSparkContext;

/**
 * A study of trials that do what {@link ScriptedObjective} is told, on a Spark of its own.
 *
 * @param process true if trials run in worker processes
 * @param limit how long a trial may run
 * @param reporting how trials report
 * @param checkpoints how often checkpoints are taken, if at all
 */
record ScriptedStudy(
    boolean process,
    Optional<TimeLimit> limit,
    Reporting reporting,
    Optional<Duration> checkpoints) {

  static final WorkerSettings WORKERS = new WorkerSettings(64L << 20, 64L << 20, 1000, 1L << 30);

  /** Trials without limit and without checkpoints. */
  ScriptedStudy(boolean process, Reporting reporting) {
    this(process, Optional.empty(), reporting, Optional.empty());
  }

  /** The same with a limit. */
  ScriptedStudy limited(TimeLimit newLimit) {
    return new ScriptedStudy(process, Optional.of(newLimit), reporting, checkpoints);
  }

  /** The same with a checkpoint whenever so much time has passed. */
  ScriptedStudy checkpointing(Duration interval) {
    return new ScriptedStudy(process, limit, reporting, Optional.of(interval));
  }

  /** Starts Spark on a master, with settings that its tests need besides. */
  static JavaSparkContext spark(String master, Map<String, String> more) {
    return spark(master, more, Optional.empty(), Resources.NONE);
  }

  /** Starts Spark on a master for trials that need resources. */
  static JavaSparkContext spark(
      String master,
      Map<String, String> more,
      Optional<WorkerSettings> workers,
      Resources resources) {
    Map<String, String> settings = new HashMap<>(more);
    settings.put("spark.master", master);
    settings.put("spark.ui.enabled", "false");
    settings.put("spark.executor.memory", "512m");
    settings.put("spark.executor.extraClassPath", System.getProperty("java.class.path"));
    return SparkContexts.start("test", settings, workers, resources);
  }

  /**
   * A runner of the study's trials.
   *
   * @param folder in which {@code models} and {@code checkpoints} go
   * @param files the study's data files
   */
  SparkTrialRunner runner(JavaSparkContext spark, Path folder, String... files) throws IOException {
    ObjectiveSpec spec =
        new ObjectiveSpec(
            ScriptedObjective.class.getName(),
            "{}",
            "objective.scripted",
            List.of(new Goal("value", false)),
            7,
            List.of(files));
    return new SparkTrialRunner(
        spark,
        "digits",
        spec,
        process,
        WORKERS,
        limit,
        reporting,
        folder.resolve("models").toUri(),
        CheckpointStore.of(folder.resolve("checkpoints").toUri(), checkpoints));
  }
}
