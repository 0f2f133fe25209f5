package drover.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import drover.core.config.MistakesException;
import drover.spark.worker.WorkerSettings;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.SparkConf;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class SparkContextsTest {

  private static final long MIB = 1L << 20;
  private static final WorkerSettings WORKERS =
      new WorkerSettings(512 * MIB, 1024 * MIB, 100, 2048 * MIB);
  private static final long WORKER = WORKERS.footprint() / MIB;

  @Test
  void withoutAMasterSparkRunsInThisProcessAlone() {
    SparkConf conf = conf(submitted(Map.of()), Map.of());
    assertThat(conf.get("spark.master")).isEqualTo("local[*]");
    assertThat(conf.get("spark.app.name")).isEqualTo("digits");
    assertThat(conf.get("spark.ui.enabled")).isEqualTo("false");
    assertThat(conf.get("spark.driver.bindAddress")).isEqualTo("127.0.0.1");
  }

  @Test
  void onAClusterSparkKeepsItsUserInterfaceAndAddresses() {
    SparkConf conf = conf(submitted(Map.of("spark.master", "spark://host:7077")), Map.of());
    assertThat(conf.contains("spark.ui.enabled")).isFalse();
    assertThat(conf.contains("spark.driver.bindAddress")).isFalse();
  }

  @Test
  void theStudyFileWinsOverTheSubmissionAndBothOverDrover() {
    SparkConf conf =
        conf(
            submitted(Map.of("spark.ui.enabled", "true", "spark.executor.memory", "2g")),
            Map.of("spark.executor.memory", "3g", "spark.task.reaper.killTimeout", "5s"));
    assertThat(conf.get("spark.ui.enabled")).isEqualTo("true");
    assertThat(conf.get("spark.executor.memory")).isEqualTo("3g");
    assertThat(conf.get("spark.task.reaper.killTimeout")).isEqualTo("5s");
  }

  @Test
  void thePluginForReportsComesToTheUsersOwn() {
    String own = ReportsPlugin.class.getName();
    assertThat(conf(submitted(Map.of()), Map.of()).get("spark.plugins")).isEqualTo(own);
    assertThat(conf(submitted(Map.of("spark.plugins", "a.A, b.B")), Map.of()).get("spark.plugins"))
        .isEqualTo("a.A, b.B," + own);
    Map<String, String> both = Map.of("spark.plugins", "a.A, " + own);
    assertThat(conf(submitted(Map.of()), both).get("spark.plugins")).isEqualTo("a.A, " + own);
  }

  @Test
  void noTrialRunsTwiceThoughTheUserOrTheClusterSpeculates() {
    Map<String, String> on = Map.of("spark.speculation", "true");
    assertThat(conf(submitted(on), Map.of()).get("spark.speculation")).isEqualTo("false");
    assertThat(conf(submitted(Map.of()), on).get("spark.speculation")).isEqualTo("false");
  }

  @ParameterizedTest
  @ValueSource(strings = {"yarn", "k8s://https://host:6443"})
  void aContainerHasRoomForAWorkerPerSlot(String master) {
    SparkConf conf =
        conf(
            submitted(
                Map.of(
                    "spark.master", master,
                    "spark.executor.cores", "8",
                    "spark.task.cpus", "2",
                    "spark.executor.memory", "10g")),
            Map.of());
    assertThat(conf.get("spark.executor.memoryOverhead")).isEqualTo(1024 + 4 * WORKER + "m");
  }

  @Test
  void aSmallExecutorKeepsSparksLeastOverhead() {
    SparkConf conf = conf(submitted(Map.of("spark.master", "yarn")), Map.of());
    assertThat(conf.get("spark.executor.memoryOverhead")).isEqualTo(384 + WORKER + "m");
  }

  @Test
  void anOverheadThatTheUserSetStays() {
    Map<String, String> user =
        Map.of("spark.master", "yarn", "spark.executor.memoryOverhead", "3g");
    assertThat(conf(submitted(user), Map.of()).get("spark.executor.memoryOverhead"))
        .isEqualTo("3g");
  }

  @Test
  void anOverheadWithoutRoomForTheWorkersIsAMistake() {
    Map<String, String> user =
        Map.of(
            "spark.master", "yarn",
            "spark.executor.cores", "2",
            "spark.executor.memoryOverhead", "3g");
    assertThatThrownBy(() -> conf(submitted(user), Map.of()))
        .isInstanceOf(MistakesException.class)
        .hasMessageContainingAll(
            "spark.executor.memoryOverhead is 3072 MiB",
            "2 workers of 1792 MiB (worker.heap 512, worker.off-heap 1024, 256 for Java itself)",
            "need 3584 MiB");
  }

  @Test
  void trialsInTheTasksThreadsNeedNoOverhead() {
    SparkConf conf =
        SparkContexts.conf(
            submitted(Map.of("spark.master", "yarn")),
            "digits",
            Map.of(),
            Optional.empty(),
            Resources.NONE);
    assertThat(conf.contains("spark.executor.memoryOverhead")).isFalse();
  }

  @Test
  void manyLostExecutorsDoNotEndAStudyUnlessTheUserSaysSo() {
    String most = "spark.executor.maxNumFailures";
    String within = "spark.executor.failuresValidityInterval";
    SparkConf conf = conf(submitted(Map.of("spark.master", "yarn")), Map.of());
    assertThat(conf.get(most)).isEqualTo("1000");
    assertThat(conf.get(within)).isEqualTo("1h");
    for (String own : List.of(most, "spark.yarn.max.executor.failures")) {
      SparkConf user = conf(submitted(Map.of()), Map.of(own, "5"));
      assertThat(user.get(most)).isEqualTo("5");
      assertThat(user.contains(within)).isFalse();
    }
  }

  @Test
  void trialsOnGpusAskSparkForThem() {
    assertThat(gpus(1, Map.of())).containsExactly("1", "1");
    assertThat(gpus(0.25, Map.of())).containsExactly("0.25", "1");
    assertThat(gpus(2, Map.of())).containsExactly("2", "2");
    assertThat(gpus(0, Map.of())).containsExactly("", "");
    Map<String, String> user = Map.of("spark.executor.resource.gpu.amount", "4");
    assertThat(gpus(0.5, user)).containsExactly("0.5", "4");
    assertThat(gpus(1, Map.of("spark.master", "local[2]"))).containsExactly("", "");
  }

  private static List<String> gpus(double gpu, Map<String, String> user) {
    SparkConf conf = submitted(Map.of("spark.master", "spark://host:7077"));
    user.forEach(conf::set);
    SparkContexts.conf(conf, "digits", Map.of(), Optional.empty(), new Resources(gpu));
    return List.of(
        conf.get("spark.task.resource.gpu.amount", ""),
        conf.get("spark.executor.resource.gpu.amount", ""));
  }

  private static SparkConf conf(SparkConf submitted, Map<String, String> settings) {
    return SparkContexts.conf(submitted, "digits", settings, Optional.of(WORKERS), Resources.NONE);
  }

  private static SparkConf submitted(Map<String, String> settings) {
    SparkConf conf = new SparkConf(false);
    settings.forEach(conf::set);
    return conf;
  }
}
