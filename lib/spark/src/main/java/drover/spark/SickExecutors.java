package drover.spark;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.spark.ExecutorAllocationClient;
import org.apache.spark.SparkContext;
import org.apache.spark.scheduler.ExecutorDecommissionInfo;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import scala.Option;
import scala.collection.JavaConverters;

/**
 * Keeps trials off executors on which they cannot begin: the disk is full, or the machine lacks
 * something. As such trials come back at once, there is always a free slot, which would take in one
 * trial after another. Those that run there go on. The last executor is never given up: then it is
 * not the executor's fault.
 */
final class SickExecutors {

  /** How many trials in a row cannot begin on a sick executor. */
  private static final int FAILURES = 2;

  /** After this time a sick executor is replaced, as its machine may be well again. */
  private static final Duration REST = Duration.ofMinutes(10);

  private static final Logger LOG = LoggerFactory.getLogger(SickExecutors.class);

  private final SparkContext spark;

  /** How many trials in a row could not begin on an executor, by its name. */
  private final Map<String, Integer> failures = new ConcurrentHashMap<>();

  /** Since when sick executors rest, by their names. */
  private final Map<String, Long> resting = new ConcurrentHashMap<>();

  SickExecutors(SparkContext spark) {
    this.spark = spark;
  }

  /** True if no trial goes to an executor any more. */
  boolean isResting(String executor) {
    return resting.containsKey(executor);
  }

  /** A trial has begun on an executor. */
  void began(String executor) {
    failures.remove(executor);
    if (!resting.isEmpty() && spark.schedulerBackend() instanceof ExecutorAllocationClient all) {
      resting.replaceAll((name, since) -> isOver(since) ? replaced(name, all) : since);
    }
  }

  /** A trial could not begin on an executor. */
  synchronized void failed(String executor) {
    int inARow = failures.merge(executor, 1, Integer::sum);
    if (inARow >= FAILURES
        && !isResting(executor)
        && spark.schedulerBackend() instanceof ExecutorAllocationClient all
        && hasAnother(executor, all)) {
      LOG.warn("Trials cannot begin on executor {}: it gets no more of them", executor);
      resting.put(executor, System.nanoTime());
      ExecutorDecommissionInfo why = new ExecutorDecommissionInfo("sick", Option.empty());
      all.decommissionExecutor(Launch.id(executor), why, false, false);
    }
  }

  private boolean hasAnother(String executor, ExecutorAllocationClient all) {
    return JavaConverters.seqAsJavaList(all.getExecutorIds()).stream()
        .filter(id -> resting.keySet().stream().noneMatch(name -> Launch.id(name).equals(id)))
        .anyMatch(id -> !id.equals(Launch.id(executor)));
  }

  private static boolean isOver(long since) {
    return System.nanoTime() - since > REST.toNanos();
  }

  /** Unless trials still run there. */
  private static long replaced(String executor, ExecutorAllocationClient all) {
    all.killExecutors(
        JavaConverters.asScalaBuffer(List.of(Launch.id(executor))), false, false, false);
    return System.nanoTime();
  }
}
