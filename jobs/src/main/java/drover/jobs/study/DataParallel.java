package drover.jobs.study;

import drover.core.ObjectiveSpec;
import drover.core.Params;
import drover.dl4j.Dl4jObjective;
import drover.dl4j.parallel.AveragingCluster;
import drover.dl4j.parallel.AveragingSettings;
import drover.dl4j.parallel.WorkerSource;
import drover.spark.ClusterRunner;
import drover.spark.DriverTrialRunner;
import drover.spark.ExecutorFiles;
import java.io.IOException;
import org.apache.spark.api.java.JavaSparkContext;

/** Wires the training of one network by all executors. */
final class DataParallel {

  private DataParallel() {}

  /**
   * The runner of a study whose one trial the executors train together.
   *
   * @throws IOException if there is no such data file
   */
  static ClusterRunner runner(
      StudyDefinition definition, AveragingSettings settings, JavaSparkContext spark)
      throws IOException {
    ObjectiveSpec spec = definition.objective();
    ExecutorFiles files =
        ExecutorFiles.find(spec.files(), spec.seed(), spark.hadoopConfiguration());
    String objective = definition.file().template().resolve(Params.EMPTY);
    WorkerSource source = new WorkerSource(objective, spec.defaults(), files);
    return new DriverTrialRunner(
        spark,
        spec,
        new Dl4jObjective(new AveragingCluster(spark, settings, source)),
        files,
        definition.workers(),
        definition.timeLimit(),
        definition.folder().models().toUri(),
        definition.checkpoints());
  }
}
