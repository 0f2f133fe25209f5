package drover.spark;

import drover.core.TimeLimit;
import drover.spark.worker.InThread;
import drover.spark.worker.Isolation;
import drover.spark.worker.OwnThread;
import drover.spark.worker.WorkerPool;
import drover.spark.worker.WorkerSettings;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.SparkEnv;

/**
 * Where this executor evaluates its trials. Pools of worker processes are made when they are first
 * needed, serve all later trials, and end with this JVM at the latest.
 */
final class Isolations {

  private static final Map<Key, Isolation> OPEN = new HashMap<>();

  private record Key(Optional<WorkerSettings> workers, Optional<TimeLimit> limit) {}

  static {
    Runtime.getRuntime().addShutdownHook(new Thread(Isolations::close, "drover-workers-close"));
  }

  private Isolations() {}

  /** Where a study's trials are evaluated. */
  static Isolation of(ExecutorSetup study) {
    Optional<WorkerSettings> workers =
        study.process() ? Optional.of(study.workers()) : Optional.empty();
    synchronized (OPEN) {
      return OPEN.computeIfAbsent(new Key(workers, study.timeLimit()), Isolations::open);
    }
  }

  private static Isolation open(Key key) {
    if (key.workers().isPresent()) {
      return new WorkerPool(
          key.workers().get(), key.limit(), LocalFiles.ofExecutor().folder());
    }
    InThread thread = new InThread(key.limit());
    boolean local = SparkEnv.get().executorId().equals("driver");
    return local ? new OwnThread(thread) : thread;
  }

  /** Ends all worker processes of this JVM. */
  static void close() {
    synchronized (OPEN) {
      OPEN.values().forEach(Isolation::close);
      OPEN.clear();
    }
  }
}
