package drover.spark;

import drover.spark.worker.WorkerSettings;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.network.util.JavaUtils;

/** Spark as Drover wants it. */
public final class SparkContexts {

  /** Spark's own default of the overhead, as a share of the executor's memory. */
  private static final double OVERHEAD_FACTOR = 0.1;

  /** Spark's own lower bound of the overhead. */
  private static final long LEAST_OVERHEAD_MIB = 384;

  private static final String PLUGINS = "spark.plugins";

  private SparkContexts() {}

  /**
   * Starts Spark: where {@code spark-submit} said, else in this process on all its cores. The study
   * file's settings win over those of {@code spark-submit}, and both over Drover's.
   *
   * @param name the application's name
   * @param settings the study file's {@code spark} section, full names to values
   * @param workers limits of the worker processes, if trials need any
   */
  public static JavaSparkContext start(
      String name, Map<String, String> settings, Optional<WorkerSettings> workers) {
    return new JavaSparkContext(conf(new SparkConf(), name, settings, workers));
  }

  /**
   * Adds the study's settings and Drover's defaults.
   *
   * @param conf what {@code spark-submit} said; changed and returned
   */
  static SparkConf conf(
      SparkConf conf, String name, Map<String, String> settings, Optional<WorkerSettings> workers) {
    // A second copy of a slow trial would give its outcome twice.
    conf.set("spark.speculation", "false");
    settings.forEach(conf::set);
    conf.setIfMissing("spark.app.name", name);
    conf.setIfMissing("spark.master", "local[*]");
    // An executor whose task does not heed its interrupt is replaced.
    conf.setIfMissing("spark.task.reaper.enabled", "true");
    conf.setIfMissing("spark.task.reaper.killTimeout", "10s");
    conf.setIfMissing("spark.task.reaper.pollingInterval", "1s");
    // What becomes of a trial whose executor was lost is the study's to say: it knows how far the
    // trial came and what it lost before. What Spark takes for nobody's fault it moves on itself.
    conf.setIfMissing("spark.task.maxFailures", "1");
    conf.setIfMissing("spark.ui.showConsoleProgress", "false");
    // Each job broadcasts its task, some kilobytes, for which Spark allocates a whole block: by
    // default 4 MiB, which keeps the collector busy.
    conf.setIfMissing("spark.broadcast.blockSize", "64k");
    if (isLocal(conf)) {
      // Drover prints its own progress: no server and no port unless the user asks for them.
      conf.setIfMissing("spark.ui.enabled", "false");
      conf.setIfMissing("spark.driver.host", "localhost");
      conf.setIfMissing("spark.driver.bindAddress", "127.0.0.1");
    }
    if (System.getProperty("log4j2.configurationFile") == null) {
      conf.setIfMissing("spark.log.level", "WARN");
    }
    addPlugin(conf);
    workers.ifPresent(limits -> addOverhead(conf, limits));
    return conf;
  }

  /** To the user's own, if there are any. */
  private static void addPlugin(SparkConf conf) {
    String own = ReportsPlugin.class.getName();
    String others = conf.get(PLUGINS, "").strip();
    if (!List.of(others.split("\\s*,\\s*")).contains(own)) {
      conf.set(PLUGINS, others.isEmpty() ? own : others + "," + own);
    }
  }

  /** YARN and Kubernetes end an executor whose child processes hold more than its container. */
  private static void addOverhead(SparkConf conf, WorkerSettings workers) {
    boolean containers = Stream.of("yarn", "k8s:").anyMatch(conf.get("spark.master")::startsWith);
    if (!containers || conf.contains("spark.executor.memoryOverhead")) {
      return;
    }
    long slots =
        Math.max(1, conf.getInt("spark.executor.cores", 1) / conf.getInt("spark.task.cpus", 1));
    long executor = JavaUtils.byteStringAsMb(conf.get("spark.executor.memory", "1g"));
    double factor = conf.getDouble("spark.executor.memoryOverheadFactor", OVERHEAD_FACTOR);
    long own = Math.max(LEAST_OVERHEAD_MIB, (long) (executor * factor));
    long mib = own + slots * (workers.footprint() >> 20);
    conf.set("spark.executor.memoryOverhead", mib + "m");
  }

  private static boolean isLocal(SparkConf conf) {
    String master = conf.get("spark.master");
    return master.equals("local") || master.startsWith("local[");
  }
}
