package drover.spark;

import drover.spark.worker.InThread;
import drover.spark.worker.Isolation;
import drover.spark.worker.WorkerPool;
import drover.spark.worker.WorkerSettings;
import java.util.HashMap;
import java.util.Map;

/**
 * Where this executor evaluates its trials. Pools of worker processes are made when they are first
 * needed, serve all later trials, and end with this JVM at the latest.
 */
final class Isolations {

  private static final Isolation THREAD = new InThread();
  private static final Map<WorkerSettings, Isolation> POOLS = new HashMap<>();

  static {
    Runtime.getRuntime().addShutdownHook(new Thread(Isolations::close, "drover-workers-close"));
  }

  private Isolations() {}

  /** Where a study's trials are evaluated. */
  static Isolation of(ExecutorSetup study) {
    if (!study.process()) {
      return THREAD;
    }
    synchronized (POOLS) {
      return POOLS.computeIfAbsent(
          study.workers(), limits -> new WorkerPool(limits, LocalFiles.ofExecutor().folder()));
    }
  }

  /** Ends all worker processes of this JVM. */
  static void close() {
    synchronized (POOLS) {
      POOLS.values().forEach(Isolation::close);
      POOLS.clear();
    }
  }
}
