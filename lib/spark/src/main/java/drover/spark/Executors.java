package drover.spark;

import java.time.Duration;
import java.util.Collection;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.apache.spark.SparkEnv;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.api.java.function.Function0;
import scala.Tuple2;

/** Asks each executor of a cluster the same question. */
public final class Executors {

  /** How long a task keeps its slot, so that the next one goes to another. */
  private static final long HOLD_MILLIS = 200;

  /** How long to wait for a cluster's first executors. */
  private static final Duration FIRST = Duration.ofMinutes(2);

  private Executors() {}

  /**
   * The executors' answers by their names, such as {@code 3 (host)}. A cluster that has none yet
   * gets one first.
   *
   * @param question is answered on each; it and the answer are serialised
   */
  public static <T> Map<String, T> ask(JavaSparkContext spark, Function0<T> question)
      throws InterruptedException {
    if (spark.isLocal()) {
      return Map.of(name(), called(question));
    }
    Slots slots = new Slots(spark.sc());
    if (slots.now() == 0) {
      slots.await(FIRST);
    }
    int tasks = Math.max(1, slots.now());
    Collection<Tuple2<String, T>> answers =
        spark
            .parallelize(Collections.nCopies(tasks, 0), tasks)
            .map(
                task -> {
                  TimeUnit.MILLISECONDS.sleep(HOLD_MILLIS);
                  return new Tuple2<>(name(), question.call());
                })
            .collect();
    Map<String, T> byName = new TreeMap<>();
    answers.forEach(answer -> byName.put(answer._1(), answer._2()));
    return byName;
  }

  private static <T> T called(Function0<T> question) {
    try {
      return question.call();
    } catch (RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  /** This executor's name. */
  static String name() {
    SparkEnv spark = SparkEnv.get();
    return Launch.executor(spark.executorId(), spark.blockManager().blockManagerId().host());
  }
}
