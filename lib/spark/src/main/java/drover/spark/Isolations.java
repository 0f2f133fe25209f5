package drover.spark;

import drover.spark.worker.InThread;
import drover.spark.worker.Isolation;
import drover.spark.worker.WorkerPool;
import drover.spark.worker.WorkerSettings;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.TaskContext;
import org.apache.spark.resource.ResourceInformation;

/**
 * Where this executor evaluates its trials. Pools of worker processes are made when they are first
 * needed, serve all later trials, and end with this JVM at the latest.
 */
final class Isolations {

  private static final Isolation THREAD = new InThread();
  private static final Map<Kind, Isolation> POOLS = new HashMap<>();

  static {
    Runtime.getRuntime().addShutdownHook(new Thread(Isolations::close, "drover-workers-close"));
  }

  private Isolations() {}

  /** Workers that may stand for each other: a process keeps to the GPUs it was started with. */
  private record Kind(WorkerSettings limits, List<String> gpus) {}

  /** Where the calling task's trial of a study is evaluated. */
  static Isolation of(ExecutorSetup study) {
    if (!study.process()) {
      return THREAD;
    }
    Kind kind = new Kind(study.workers(), gpus());
    synchronized (POOLS) {
      return POOLS.computeIfAbsent(
          kind, k -> new WorkerPool(k.limits(), k.gpus(), LocalFiles.ofExecutor().folder()));
    }
  }

  /** The addresses of the GPUs that Spark gave to the calling task. */
  private static List<String> gpus() {
    ResourceInformation gpus = TaskContext.get().resourcesJMap().get("gpu");
    return gpus == null ? List.of() : Arrays.stream(gpus.addresses()).sorted().toList();
  }

  /** Ends all worker processes of this JVM. */
  static void close() {
    synchronized (POOLS) {
      POOLS.values().forEach(Isolation::close);
      POOLS.clear();
    }
  }
}
