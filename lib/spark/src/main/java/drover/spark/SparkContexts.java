package drover.spark;

import drover.spark.worker.WorkerSettings;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.network.util.JavaUtils;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Spark as Drover wants it. */
public final class SparkContexts {

  /** Spark's own default of the overhead, as a share of the executor's memory. */
  private static final double OVERHEAD_FACTOR = 0.1;

  /** Spark's own lower bound of the overhead. */
  private static final long LEAST_OVERHEAD_MIB = 384;

  private static final String OVERHEAD = "spark.executor.memoryOverhead";
  private static final String MAX_LOST = "spark.executor.maxNumFailures";
  private static final String LOST_WITHIN = "spark.executor.failuresValidityInterval";
  private static final String PLUGINS = "spark.plugins";

  private static final String SPECULATION = "spark.speculation";
  private static final String NO_SPECULATION =
      "trials differ in length, and a second copy of a long one would only take a slot from another";

  /** For executors that leave the computing to worker processes: compiling would cost them more. */
  private static final String COORDINATING = "-XX:TieredStopAtLevel=1";

  private static final Logger LOG = LoggerFactory.getLogger(SparkContexts.class);

  private SparkContexts() {}

  /**
   * Starts Spark: where {@code spark-submit} said, else in this process on all its cores. The study
   * file's settings win over those of {@code spark-submit}, and both over Drover's.
   *
   * @param name the application's name
   * @param settings the study file's {@code spark} section, full names to values
   * @param workers limits of the worker processes, if trials need any
   * @param resources what Spark is to give each trial
   * @throws drover.core.config.MistakesException if the executors' containers are too small
   */
  public static JavaSparkContext start(
      String name,
      Map<String, String> settings,
      Optional<WorkerSettings> workers,
      Resources resources) {
    return new JavaSparkContext(conf(new SparkConf(), name, settings, workers, resources));
  }

  /**
   * Adds the study's settings and Drover's defaults.
   *
   * @param conf what {@code spark-submit} said; changed and returned
   */
  static SparkConf conf(
      SparkConf conf,
      String name,
      Map<String, String> settings,
      Optional<WorkerSettings> workers,
      Resources resources) {
    settings.forEach(conf::set);
    forbidSpeculation(conf);
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
    // default 4 MiB, which keeps the collector busy, and buffers to compress it.
    conf.setIfMissing("spark.broadcast.blockSize", "64k");
    conf.setIfMissing("spark.broadcast.compress", "false");
    if (isLocal(conf)) {
      // Drover prints its own progress: no server and no port unless the user asks for them.
      conf.setIfMissing("spark.ui.enabled", "false");
      conf.setIfMissing("spark.driver.host", "localhost");
      conf.setIfMissing("spark.driver.bindAddress", "127.0.0.1");
    }
    if (System.getProperty("log4j2.configurationFile") == null) {
      conf.setIfMissing("spark.log.level", "WARN");
    }
    // For networks that executors train themselves; a worker's own are set when it is started.
    conf.setIfMissing("spark.executorEnv.OMP_NUM_THREADS", Integer.toString(threads(conf)));
    addPlugin(conf);
    tolerateLostExecutors(conf);
    resources.ask(conf, isLocal(conf));
    workers.ifPresent(
        limits -> {
          conf.setIfMissing("spark.executor.defaultJavaOptions", COORDINATING);
          addOverhead(conf, limits);
        });
    return conf;
  }

  /**
   * With how many threads (of OpenMP) the native code of a task computes: as many as Spark counts
   * processor cores for a task, {@code spark.task.cpus}. More would only get into the way of the
   * tasks beside it.
   */
  public static int threads(SparkConf conf) {
    return conf.getInt("spark.task.cpus", 1);
  }

  private static void forbidSpeculation(SparkConf conf) {
    if (conf.getBoolean(SPECULATION, false)) {
      LOG.warn("{} is switched off: {}", SPECULATION, NO_SPECULATION);
    }
    conf.set(SPECULATION, "false");
  }

  /** Says it of a context that somebody else has started: there it cannot be switched off. */
  static void warnOfSpeculation(SparkConf conf) {
    if (conf.getBoolean(SPECULATION, false)) {
      LOG.warn("{} is on in a Spark that runs already: {}", SPECULATION, NO_SPECULATION);
    }
  }

  /** To the user's own, if there are any. */
  private static void addPlugin(SparkConf conf) {
    String own = ReportsPlugin.class.getName();
    String others = conf.get(PLUGINS, "").strip();
    if (!List.of(others.split("\\s*,\\s*")).contains(own)) {
      conf.set(PLUGINS, others.isEmpty() ? own : others + "," + own);
    }
  }

  /**
   * On YARN and Kubernetes Spark would end the study after twice as many lost executors as it
   * wants. It is to end it only if none can live: if very many are lost within an hour.
   */
  private static void tolerateLostExecutors(SparkConf conf) {
    if (!conf.contains(MAX_LOST) && !conf.contains(LOST_WITHIN)) { // nor by their older names
      conf.set(MAX_LOST, "1000");
      conf.set(LOST_WITHIN, "1h");
    }
  }

  /** YARN and Kubernetes end an executor whose child processes hold more than its container. */
  private static void addOverhead(SparkConf conf, WorkerSettings workers) {
    if (Stream.of("yarn", "k8s:").noneMatch(conf.get("spark.master")::startsWith)) {
      return;
    }
    long slots = MemoryPreflight.slots(conf);
    if (conf.contains(OVERHEAD)) {
      long given = JavaUtils.byteStringAsMb(conf.get(OVERHEAD));
      MemoryPreflight.requireOverhead(given, slots, workers);
      return;
    }
    long executor = JavaUtils.byteStringAsMb(conf.get("spark.executor.memory", "1g"));
    double factor = conf.getDouble("spark.executor.memoryOverheadFactor", OVERHEAD_FACTOR);
    long own = Math.max(LEAST_OVERHEAD_MIB, (long) (executor * factor));
    long mib = own + slots * (workers.footprint() >> 20);
    conf.set(OVERHEAD, mib + "m");
  }

  private static boolean isLocal(SparkConf conf) {
    String master = conf.get("spark.master");
    return master.equals("local") || master.startsWith("local[");
  }
}
