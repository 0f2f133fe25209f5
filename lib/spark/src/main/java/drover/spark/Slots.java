package drover.spark;

import java.time.Duration;
import org.apache.spark.SparkContext;
import org.apache.spark.status.api.v1.ExecutorSummary;
import scala.collection.Iterator;

/** The task slots of a Spark cluster: for each live executor, as many as Spark runs there. */
final class Slots {

  private static final Duration SETTLED = Duration.ofSeconds(1);
  private static final Duration POLL = Duration.ofMillis(50);

  private final SparkContext spark;

  Slots(SparkContext spark) {
    this.spark = spark;
  }

  /** The slots now; 0 while no executor has registered. */
  int now() {
    int slots = 0;
    Iterator<ExecutorSummary> executors = spark.statusStore().executorList(true).iterator();
    while (executors.hasNext()) {
      slots += executors.next().maxTasks();
    }
    return slots;
  }

  /** Waits until executors have registered and no more came for a second, or the time is over. */
  int await(Duration limit) throws InterruptedException {
    long start = System.nanoTime();
    long changed = start;
    int slots = now();
    while (!(spark.isLocal() && slots > 0)
        && System.nanoTime() - start < limit.toNanos()
        && (slots == 0 || System.nanoTime() - changed < SETTLED.toNanos())) {
      Thread.sleep(POLL.toMillis());
      int latest = now();
      if (latest != slots) {
        slots = latest;
        changed = System.nanoTime();
      }
    }
    return slots;
  }
}
