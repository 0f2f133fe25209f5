package drover.spark;

import drover.core.TimeLimit;
import drover.spark.worker.InThread;
import drover.spark.worker.Isolation;
import drover.spark.worker.OwnThread;
import drover.spark.worker.WorkerPool;
import drover.spark.worker.WorkerSettings;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.SparkEnv;
import org.apache.spark.TaskContext;
import org.apache.spark.resource.ResourceInformation;

/**
 * Where this executor evaluates its trials. Pools of worker processes are made when they are first
 * needed, serve all later trials, and end with this JVM at the latest.
 */
final class Isolations {

  private static final Map<Kind, Isolation> OPEN = new HashMap<>();

  static {
    Runtime.getRuntime().addShutdownHook(new Thread(Isolations::close, "drover-workers-close"));
  }

  private Isolations() {}

  /**
   * Workers that may stand for each other: a process keeps to the threads and the GPUs that it was
   * started with.
   */
  private record Kind(
      Optional<WorkerSettings> workers,
      int threads,
      List<String> gpus,
      Optional<TimeLimit> limit) {}

  /** Where the calling task's trial of a study is evaluated. */
  static Isolation of(ExecutorSetup study) {
    Optional<WorkerSettings> workers =
        study.process() ? Optional.of(study.workers()) : Optional.empty();
    List<String> gpus = study.process() ? gpus() : List.of();
    Kind kind = new Kind(workers, TaskContext.get().cpus(), gpus, study.timeLimit());
    synchronized (OPEN) {
      return OPEN.computeIfAbsent(kind, Isolations::open);
    }
  }

  private static Isolation open(Kind kind) {
    if (kind.workers().isPresent()) {
      return new WorkerPool(
          kind.workers().get(),
          kind.threads(),
          kind.gpus(),
          kind.limit(),
          LocalFiles.ofExecutor().folder());
    }
    InThread thread = new InThread(kind.limit());
    boolean local = SparkEnv.get().executorId().equals("driver");
    return local ? new OwnThread(thread) : thread;
  }

  /** The addresses of the GPUs that Spark gave to the calling task. */
  private static List<String> gpus() {
    ResourceInformation gpus = TaskContext.get().resourcesJMap().get("gpu");
    return gpus == null ? List.of() : Arrays.stream(gpus.addresses()).sorted().toList();
  }

  /** Ends all worker processes of this JVM. */
  static void close() {
    synchronized (OPEN) {
      OPEN.values().forEach(Isolation::close);
      OPEN.clear();
    }
  }
}
