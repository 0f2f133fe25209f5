package drover.spark;

import java.util.Collections;
import java.util.List;
import org.apache.spark.Dependency;
import org.apache.spark.Partition;
import org.apache.spark.SparkContext;
import org.apache.spark.TaskContext;
import org.apache.spark.rdd.RDD;
import scala.collection.Iterator;
import scala.collection.JavaConverters;
import scala.reflect.ClassTag$;

/**
 * An RDD of one empty partition: a job over it is one task. Spark serialises it with every job,
 * which costs less than for one that holds data. Each job needs one of its own: when Spark aborts a
 * job, it aborts all those over the same RDD.
 */
final class OneTask extends RDD<Object> {
  private static final long serialVersionUID = 1L;

  OneTask(SparkContext spark) {
    super(
        spark,
        JavaConverters.asScalaBuffer(List.<Dependency<?>>of()).toList(),
        ClassTag$.MODULE$.Object());
  }

  @Override
  public Iterator<Object> compute(Partition partition, TaskContext task) {
    return JavaConverters.asScalaIterator(Collections.emptyIterator());
  }

  @Override
  public Partition[] getPartitions() {
    return new Partition[] {new Only()};
  }

  /** The partition. */
  private static final class Only implements Partition {
    private static final long serialVersionUID = 1L;

    @Override
    public int index() {
      return 0;
    }
  }
}
