package drover.spark;

import static org.assertj.core.api.Assertions.assertThat;

import drover.core.Attempt;
import drover.core.TrialRun;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.apache.spark.api.java.JavaSparkContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** An executor whose disk takes no files any more. */
@Timeout(120)
final class SickExecutorTest {

  @TempDir Path folder;

  @Test
  void costsNoTrialMoreThanTime() throws Exception {
    ScriptedStudy study = new ScriptedStudy(false, Reporting.SHOWN);
    try (JavaSparkContext spark = ScriptedStudy.spark("local-cluster[2,1,1024]", Map.of());
        SparkTrialRunner runner = study.runner(spark, folder)) {
      assertThat(runner.awaitExecutors(Duration.ofMinutes(1))).isEqualTo(2);
      TrialRun spoiling = start(runner, 0, Map.of("do", "spoil", "loss", 0.5)).get();
      assertThat(spoiling.outcome().isScored()).isTrue();

      List<CompletableFuture<TrialRun>> others = new ArrayList<>();
      for (int id = 1; id <= 6; id++) {
        others.add(start(runner, id, Map.of("do", "rest", "loss", 0.5)));
      }
      for (CompletableFuture<TrialRun> other : others) {
        assertThat(other.get().outcome().isScored()).as(other.get().outcome().reason()).isTrue();
        assertThat(other.get().executor()).isNotEqualTo(spoiling.executor());
      }
      assertThat(runner.slots()).isEqualTo(1);
    }
  }

  private static CompletableFuture<TrialRun> start(
      SparkTrialRunner runner, int id, Map<String, Object> params) {
    return runner.start(new Attempt(Trials.trial(id, params), 0), executor -> {});
  }
}
