package drover.spark;

import static org.assertj.core.api.Assertions.assertThat;

import drover.core.Attempt;
import drover.core.Outcome;
import drover.core.TrialRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import org.apache.spark.api.java.JavaSparkContext;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A Worker that announces two GPUs, and trials that each see their own. */
@Timeout(120)
final class GpuTest {

  private static final String TWO =
      """
      #!/bin/sh
      echo '{"name": "gpu", "addresses": ["0", "1"]}'
      """;

  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({"1, 2", "0.5, 4"})
  void eachWorkerProcessSeesOneGpuOnly(double gpu, int slots) throws Exception {
    try (JavaSparkContext spark = spark(gpu);
        SparkTrialRunner runner = new ScriptedStudy(true, Reporting.SHOWN).runner(spark, folder)) {
      assertThat(runner.awaitExecutors(Duration.ofMinutes(1))).isEqualTo(slots);
      List<CompletableFuture<TrialRun>> runs = new ArrayList<>();
      for (int id = 0; id < 16; id++) {
        runs.add(
            runner.start(
                new Attempt(Trials.acting(id, "gpu"), Double.NEGATIVE_INFINITY), executor -> {}));
      }
      Map<Double, Set<Double>> processes = new HashMap<>();
      for (CompletableFuture<TrialRun> run : runs) {
        Outcome outcome = run.get().outcome();
        assertThat(outcome).isInstanceOf(Outcome.Scored.class);
        Outcome.Scored scored = (Outcome.Scored) outcome;
        processes
            .computeIfAbsent(scored.loss(), address -> new TreeSet<>())
            .add(scored.metrics().get("process"));
      }
      assertThat(processes).containsOnlyKeys(0.0, 1.0);
      assertThat(processes.get(0.0)).doesNotContainAnyElementsOf(processes.get(1.0));
    }
  }

  private JavaSparkContext spark(double gpu) throws IOException {
    Path script = Files.writeString(folder.resolve("gpus"), TWO);
    Path unused =
        Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwx------"));
    Map<String, String> settings =
        Map.of(
            "spark.worker.resource.gpu.amount", "2",
            "spark.worker.resource.gpu.discoveryScript", script.toString(),
            "spark.executor.resource.gpu.amount", "2");
    return ScriptedStudy.spark(
        "local-cluster[1,4,1024]",
        settings,
        Optional.of(ScriptedStudy.WORKERS),
        new Resources(gpu));
  }
}
