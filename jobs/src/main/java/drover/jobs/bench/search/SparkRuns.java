package drover.jobs.bench.search;

import java.io.Serializable;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.api.java.function.Function;
import org.apache.spark.rdd.RDD;
import scala.collection.Iterator;
import scala.collection.JavaConverters;
import scala.reflect.ClassTag;
import scala.reflect.ClassTag$;
import scala.runtime.AbstractFunction2;
import scala.runtime.BoxedUnit;

/** Runs pieces of work as the tasks of one Spark job, one a piece. */
final class SparkRuns {

  private SparkRuns() {}

  /**
   * Runs all the work, in its order as far as there are slots, and returns at its end.
   *
   * @param function what an executor does with a piece; it should throw nothing, since that would
   *     end the others too
   * @param arrived told each result as it comes; called by one thread at a time
   */
  static <T, R> void run(
      JavaSparkContext spark, List<T> work, Function<T, R> function, Consumer<R> arrived) {
    RDD<T> pieces = spark.parallelize(work, work.size()).rdd();
    List<Object> all = IntStream.range(0, work.size()).<Object>mapToObj(i -> i).toList();
    ClassTag<R> anything = ClassTag$.MODULE$.apply(Object.class);
    spark
        .sc()
        .runJob(
            pieces,
            new Piece<>(function),
            JavaConverters.asScalaBuffer(all).toSeq(),
            new Arrival<>(arrived),
            anything);
  }

  /** Runs on an executor. */
  private static final class Piece<T, R> extends AbstractFunction2<TaskContext, Iterator<T>, R>
      implements Serializable {
    private static final long serialVersionUID = 1L;

    private final Function<T, R> function;

    Piece(Function<T, R> function) {
      this.function = function;
    }

    @Override
    public R apply(TaskContext task, Iterator<T> one) {
      try {
        return function.call(one.next());
      } catch (Exception e) {
        throw new IllegalStateException(e);
      }
    }
  }

  /** Runs on the driver. */
  private static final class Arrival<R> extends AbstractFunction2<Object, R, BoxedUnit> {
    private final Consumer<R> arrived;

    Arrival(Consumer<R> arrived) {
      this.arrived = arrived;
    }

    @Override
    public BoxedUnit apply(Object index, R result) {
      arrived.accept(result);
      return BoxedUnit.UNIT;
    }
  }
}
