package drover.spark;

import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.apache.spark.SparkConf;
import org.apache.spark.SparkContext;
import org.apache.spark.status.api.v1.ExecutorSummary;
import scala.collection.Iterator;

/**
 * The task slots of a Spark cluster: for each live executor, as many as Spark runs there.
 *
 * <p>Under dynamic allocation Spark asks for executors only while tasks wait for them. So there it
 * takes more trials than there are slots to get more slots; but a trial that waits was proposed
 * early, with little learned. Twice the slots let the cluster double while it can, and are no more
 * than one round early where it cannot.
 */
final class Slots {

  private static final Duration SETTLED = Duration.ofSeconds(1);
  private static final Duration POLL = Duration.ofMillis(50);

  /** With how many waiting trials a cluster without executors is asked for them. */
  private static final int FIRST = 8;

  private final SparkContext spark;
  private final boolean dynamic;
  private final int maxExecutors;
  private final double gpusPerTask;
  private final Predicate<String> excluded;
  private int perExecutor;

  Slots(SparkContext spark) {
    this(spark, executor -> false);
  }

  /**
   * @param excluded the executors, by their names, to which no task goes
   */
  Slots(SparkContext spark, Predicate<String> excluded) {
    this.spark = spark;
    this.excluded = excluded;
    SparkConf conf = spark.conf();
    dynamic = !spark.isLocal() && conf.getBoolean("spark.dynamicAllocation.enabled", false);
    maxExecutors = conf.getInt("spark.dynamicAllocation.maxExecutors", Integer.MAX_VALUE);
    gpusPerTask = conf.getDouble("spark.task.resource.gpu.amount", 0);
  }

  /** The slots now; 0 while no executor has registered. */
  int now() {
    int slots = 0;
    for (int tasks : byExecutor().values()) {
      slots += tasks;
      perExecutor = Math.max(perExecutor, tasks);
    }
    return slots;
  }

  /** The slots of each executor, by its name. */
  Map<String, Integer> byExecutor() {
    Map<String, Integer> slots = new TreeMap<>();
    Iterator<ExecutorSummary> executors = spark.statusStore().executorList(true).iterator();
    while (executors.hasNext()) {
      ExecutorSummary executor = executors.next();
      String host = executor.hostPort().replaceFirst(":\\d+$", "");
      slots.put(Launch.executor(executor.id(), host), tasks(executor));
    }
    slots.keySet().removeIf(excluded);
    return slots;
  }

  /** Spark counts an executor's cores only. */
  private int tasks(ExecutorSummary executor) {
    if (gpusPerTask == 0) {
      return executor.maxTasks();
    }
    int gpus =
        executor.resources().get("gpu").map(gpu -> gpu.addresses().length).getOrElse(() -> 0);
    double perGpu = gpusPerTask < 1 ? Math.floor(1 / gpusPerTask) : 1 / gpusPerTask;
    return Math.min(executor.maxTasks(), (int) (gpus * perGpu));
  }

  /** How many tasks to keep submitted, running or waiting, so that all slots are and stay used. */
  int wanted() {
    int slots = now();
    if (!dynamic) {
      return Math.max(1, slots);
    }
    long most = (long) maxExecutors * Math.max(1, perExecutor);
    return (int) Math.min(Math.max(2L * slots, FIRST), Math.max(1, most));
  }

  /**
   * Waits until executors have registered and no more came for a second, or the time is over. Under
   * dynamic allocation they come when there is work: nothing to wait for.
   */
  void await(Duration limit) throws InterruptedException {
    long start = System.nanoTime();
    long changed = start;
    int slots = now();
    while (!dynamic
        && !(spark.isLocal() && slots > 0)
        && System.nanoTime() - start < limit.toNanos()
        && (slots == 0 || System.nanoTime() - changed < SETTLED.toNanos())) {
      Thread.sleep(POLL.toMillis());
      int latest = now();
      if (latest != slots) {
        slots = latest;
        changed = System.nanoTime();
      }
    }
  }
}
