package drover.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import drover.core.Attempt;
import drover.core.Cause;
import drover.core.TrialRun;
import drover.core.config.MistakesException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.apache.spark.api.java.JavaSparkContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Executors on whose machines the objective cannot run. */
@Timeout(120)
final class PreflightTest {

  private static final String OBSTACLE = "spark.executor.extraJavaOptions";
  private static final String RAIN = "-Ddrover.test.obstacle=rain";

  @TempDir Path folder;

  @Test
  void thoseThatThereAreAreRefusedBeforeTheFirstTrial() throws Exception {
    try (JavaSparkContext spark =
            ScriptedStudy.spark("local-cluster[1,1,1024]", Map.of(OBSTACLE, RAIN));
        SparkTrialRunner runner = new ScriptedStudy(true, Reporting.SHOWN).runner(spark, folder)) {
      assertThat(runner.awaitExecutors(Duration.ofMinutes(1))).isEqualTo(1);
      assertThatThrownBy(() -> runner.preflight(1))
          .isInstanceOf(MistakesException.class)
          .hasMessageMatching("executor 0 \\(.+\\): rain");
    }
  }

  @Test
  void thoseThatComeLaterLookForThemselves() throws Exception {
    Map<String, String> settings =
        Map.of(
            OBSTACLE,
            RAIN,
            "spark.dynamicAllocation.enabled",
            "true",
            "spark.dynamicAllocation.maxExecutors",
            "1");
    try (JavaSparkContext spark = ScriptedStudy.spark("local-cluster[1,1,1024]", settings);
        SparkTrialRunner runner = new ScriptedStudy(true, Reporting.SHOWN).runner(spark, folder)) {
      runner.preflight(1);
      TrialRun run = runner.start(new Attempt(Trials.scoring(1, 0.5), 0), executor -> {}).get();
      assertThat(TrialRunnerContract.cause(run)).isEqualTo(Cause.UNUSABLE);
      assertThat(run.outcome().reason()).matches("executor 0 \\(.+\\): rain");
      assertThat(run.curve()).isEmpty();
    }
  }
}
