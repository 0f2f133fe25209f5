package drover.spark;

import static org.assertj.core.api.Assertions.assertThat;

import drover.core.Attempt;
import drover.core.TrialRun;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.apache.spark.ExecutorAllocationClient;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.scheduler.ExecutorDecommissionInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import scala.Option;

/** Executors on machines that are taken away after a notice, as spot instances are. */
@Timeout(120)
final class DecommissionTest {

  @TempDir Path folder;

  @Test
  void aTrialOnADecommissionedExecutorMovesOnWithoutAFault() throws Exception {
    Map<String, String> settings =
        Map.of(
            "spark.decommission.enabled", "true",
            // A loss that counted would be the last.
            "spark.task.maxFailures", "1");
    ScriptedStudy study = new ScriptedStudy(false, Reporting.SHOWN);
    try (JavaSparkContext spark = ScriptedStudy.spark("local-cluster[2,1,1024]", settings);
        SparkTrialRunner runner = study.runner(spark, folder)) {
      runner.awaitExecutors(Duration.ofMinutes(1));
      Path pid = folder.resolve("pid");
      Queue<String> told = new ConcurrentLinkedQueue<>();
      CompletableFuture<TrialRun> run =
          runner.start(new Attempt(Trials.acting(1, "hang-first", pid), 0), told::add);
      long process = Long.parseLong(TrialRunnerContract.awaitText(pid));
      String executor = told.element().replaceAll(" .*", "");
      notice(spark, executor);
      assertThat(ProcessHandle.of(process).orElseThrow().destroyForcibly()).isTrue();

      assertThat(run.get().outcome().isScored()).isTrue();
      assertThat(told).hasSize(2).doesNotHaveDuplicates();
    }
  }

  /** What Spark does when a Worker, YARN or Kubernetes says that the machine will go. */
  private static void notice(JavaSparkContext spark, String executor) {
    ExecutorAllocationClient cluster = (ExecutorAllocationClient) spark.sc().schedulerBackend();
    boolean known =
        cluster.decommissionExecutor(
            executor, new ExecutorDecommissionInfo("spot", Option.empty()), false, false);
    assertThat(known).isTrue();
  }
}
