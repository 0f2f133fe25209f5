package drover.spark;

import drover.core.config.Section;
import org.apache.spark.SparkConf;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The study file's {@code resources} section: what one trial needs besides a processor core.
 *
 * @param gpu GPUs: 0, a share of one up to 0.5, or a whole number
 */
public record Resources(double gpu) {

  /** Processor cores only. */
  public static final Resources NONE = new Resources(0);

  private static final Logger LOG = LoggerFactory.getLogger(Resources.class);

  private static final int MOST_GPUS = 64;
  private static final double LARGEST_SHARE = 0.5;

  /** Reads the section. */
  public static Resources read(Section resources) {
    double gpu = resources.real("gpu", 0, MOST_GPUS);
    if (gpu > LARGEST_SHARE && gpu != Math.rint(gpu)) {
      resources.mistake("gpu", gpu + " must be a whole number, or a share of one GPU up to 0.5");
    }
    return new Resources(gpu);
  }

  /** True if Spark is to give each trial a GPU or a share of one. */
  public boolean needGpu() {
    return gpu > 0;
  }

  /**
   * Asks Spark for them, except where the user did. An executor gets the GPUs of one trial, or one
   * GPU for those that share it, unless the user says more.
   */
  void ask(SparkConf conf, boolean local) {
    if (!needGpu()) {
      return;
    }
    if (local) {
      LOG.warn("resources.gpu: Spark gives out no GPUs in local mode; each trial sees all of them");
      return;
    }
    conf.setIfMissing("spark.task.resource.gpu.amount", text(gpu));
    conf.setIfMissing("spark.executor.resource.gpu.amount", text(Math.ceil(gpu)));
  }

  /** Spark reads executors' amounts as whole numbers, and tasks' as any. */
  private static String text(double amount) {
    return amount == Math.rint(amount) ? Long.toString((long) amount) : Double.toString(amount);
  }
}
