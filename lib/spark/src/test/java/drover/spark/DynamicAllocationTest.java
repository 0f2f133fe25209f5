package drover.spark;

import static org.assertj.core.api.Assertions.assertThat;

import drover.core.Attempt;
import drover.core.TrialRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.spark.api.java.JavaSparkContext;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import scala.collection.JavaConverters;

/** Executors that come when there are trials for them, and go when there are none. */
@Timeout(120)
final class DynamicAllocationTest {

  @TempDir static Path folder;

  private static JavaSparkContext spark;
  private static SparkTrialRunner runner;

  @BeforeAll
  static void start() throws IOException, InterruptedException {
    spark =
        ScriptedStudy.spark(
            "local-cluster[2,1,1024]",
            Map.of(
                "spark.dynamicAllocation.enabled", "true",
                "spark.dynamicAllocation.maxExecutors", "2",
                "spark.dynamicAllocation.executorIdleTimeout", "1s"));
    runner = new ScriptedStudy(false, Reporting.SHOWN).runner(spark, folder);
  }

  @AfterAll
  static void stop() {
    runner.close();
    spark.close();
  }

  @Test
  void theyComeFromNoneToTheMostAllowedAndGoAndComeAgain() throws Exception {
    assertThat(executors()).isZero();
    assertThat(runner.awaitExecutors(Duration.ofHours(1))).isEqualTo(2);
    assertThat(used(1)).hasSize(2);
    assertThat(runner.slots()).isEqualTo(2);
    while (executors() > 0) {
      Thread.sleep(50);
    }
    assertThat(runner.slots()).isEqualTo(2);
    assertThat(used(11)).hasSize(2).doesNotContain("1", "0");
  }

  /** The executors of as many trials as the runner wants, all of which run at once. */
  private static Set<String> used(int first) throws Exception {
    int wanted = runner.slots();
    Path together = folder.resolve("together-" + first);
    Set<String> started = ConcurrentHashMap.newKeySet();
    List<CompletableFuture<TrialRun>> runs = new ArrayList<>();
    for (int id = first; id < first + wanted; id++) {
      runs.add(
          runner.start(
              new Attempt(Trials.acting(id, "report-and-wait", together), 0), started::add));
    }
    while (started.size() < wanted) {
      Thread.sleep(50);
    }
    Files.createFile(together);
    Set<String> executors = new HashSet<>();
    for (CompletableFuture<TrialRun> run : runs) {
      assertThat(run.get().outcome().isScored()).isTrue();
      executors.add(run.get().executor());
    }
    return executors;
  }

  /** Those listed beside the driver, which itself is listed only a moment after Spark's start. */
  private static long executors() {
    return JavaConverters.seqAsJavaList(spark.sc().statusStore().executorList(true)).stream()
        .filter(executor -> !executor.id().equals("driver"))
        .count();
  }
}
