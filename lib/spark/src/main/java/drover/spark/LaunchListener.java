package drover.spark;

import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerJobStart;
import org.apache.spark.scheduler.SparkListenerStageCompleted;
import org.apache.spark.scheduler.SparkListenerTaskStart;
import org.apache.spark.scheduler.TaskInfo;

/** Tells each launch when and where Spark starts its task. */
final class LaunchListener extends SparkListener {

  /** The local property that carries a launch's number into Spark's events of its job. */
  static final String LAUNCH = "drover.launch";

  private final Map<Integer, Launch> byStage = new ConcurrentHashMap<>();

  @Override
  public void onJobStart(SparkListenerJobStart job) {
    Properties properties = job.properties();
    String number = properties == null ? null : properties.getProperty(LAUNCH);
    Optional.ofNullable(number)
        .flatMap(text -> Launches.find(Long.parseLong(text)))
        .ifPresent(
            launch -> job.stageInfos().foreach(stage -> byStage.put(stage.stageId(), launch)));
  }

  @Override
  public void onTaskStart(SparkListenerTaskStart start) {
    Launch launch = byStage.get(start.stageId());
    if (launch != null) {
      TaskInfo task = start.taskInfo();
      launch.began(task.taskId(), Launch.executor(task.executorId(), task.host()));
    }
  }

  @Override
  public void onStageCompleted(SparkListenerStageCompleted stage) {
    byStage.remove(stage.stageInfo().stageId());
  }
}
