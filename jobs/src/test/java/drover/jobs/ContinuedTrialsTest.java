package drover.jobs;

import static drover.jobs.SphereStudy.only;
import static org.assertj.core.api.Assertions.assertThat;

import drover.core.Outcome;
import drover.core.journal.Event;
import drover.core.study.StudyState;
import drover.core.study.TrialRecord;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Networks whose training is taken up again: promoted, killed with worker, executor or driver. */
@Tag("slow")
@Timeout(600)
final class ContinuedTrialsTest {

  @TempDir static Path folder;

  private static ContinuedStudy whole = new ContinuedStudy(Path.of(""), Path.of(""));

  @BeforeAll
  static void runWhole() throws Exception {
    whole = write("whole", "local[2]");
    run(whole);
    assertThat(whole.came())
        .as("the stopper ends some trials, and lets others go on")
        .anyMatch(came -> came.outcome() instanceof Outcome.Pruned)
        .anyMatch(came -> came.outcome().isScored());
  }

  @Test
  void promotedTrialsTrainFromTheirParentsEpochOn() throws Exception {
    whole.requireChildrenContinue(3);
    List<Event.Told> told = whole.told();
    int trained = told.stream().mapToInt(end -> end.run().curve().size()).sum();
    int fromScratch = told.stream().mapToInt(ContinuedTrialsTest::lastStep).sum();
    assertThat(trained).isLessThan(fromScratch);
  }

  private static int lastStep(Event.Told end) {
    return end.run().curve().get(end.run().curve().size() - 1).step();
  }

  @Test
  void aPromotedTrialEqualsOneThatTrainedWithoutInterruption() throws Exception {
    whole.requireLineageEqualsOneTraining();
  }

  @Test
  void aKilledWorkerAndAKilledDriverChangeNothing() throws Exception {
    ContinuedStudy killed = write("killed", "local[2]");
    try (DriverJvm driver = DriverJvm.start(folder, "tune", killed.file())) {
      awaitTold(driver, killed, 3);
      kill(driver, ProcessMark::workers);
      awaitTold(driver, killed, 8);
      awaitCheckpointOfARunningTrial(driver, killed);
    }
    assertThat(killed.told()).hasSizeLessThan(whole.asked().size());
    run(killed);
    requireSameAsWhole(killed);
  }

  /** One after the other, each while a trial runs that has a checkpoint. */
  @Test
  void killedExecutorsChangeNothing() throws Exception {
    ContinuedStudy killed = write("executors", "local-cluster[2,1,1024]");
    Map<String, String> cluster =
        Map.of(
            "SPARK_HOME", folder.toString(), "SPARK_TESTING", "1", "SPARK_SCALA_VERSION", "2.12");
    try (DriverJvm driver = DriverJvm.start(folder, "tune", killed.file(), cluster)) {
      for (int told : List.of(2, 6, 10)) {
        awaitTold(driver, killed, told);
        awaitCheckpointOfARunningTrial(driver, killed);
        kill(driver, mark -> mark.running("CoarseGrainedExecutorBackend"));
      }
      driver.requireSuccess();
    }
    requireSameAsWhole(killed);
  }

  private static void requireSameAsWhole(ContinuedStudy killed) throws IOException {
    assertThat(only(Event.Started.class, killed.journal()))
        .anyMatch(started -> started.attempt() > 1);
    assertThat(killed.asked()).isEqualTo(whole.asked());
    assertThat(killed.came()).isEqualTo(whole.came());
  }

  @Test
  void onlyTheCheckpointsOfTheBestAndOfThoseThatMayGoOnAreKept() throws Exception {
    StudyState state = whole.state();
    int best = state.best().orElseThrow().trial().id();
    int full = state.trials().stream().mapToInt(record -> record.trial().budget()).max().getAsInt();
    Set<String> kept = SphereStudy.names(whole.folder().resolve("checkpoints"));
    assertThat(kept).contains(Integer.toString(best));
    kept.remove(Integer.toString(best));
    assertThat(kept)
        .allSatisfy(
            id -> {
              TrialRecord record = state.trials().get(Integer.parseInt(id));
              assertThat(record.outcome()).isPresent();
              assertThat(record.trial().budget()).isLessThan(full);
            });
  }

  private static void run(ContinuedStudy study) throws Exception {
    try (DriverJvm driver = DriverJvm.start(folder, "tune", study.file())) {
      driver.requireSuccess();
    }
  }

  private static void awaitTold(DriverJvm driver, ContinuedStudy study, int trials)
      throws Exception {
    while (study.told().size() < trials) {
      driver.pause();
    }
  }

  private static void kill(DriverJvm driver, Function<ProcessMark, List<ProcessHandle>> which)
      throws Exception {
    while (which.apply(driver.mark()).isEmpty()) {
      driver.pause();
    }
    which.apply(driver.mark()).get(0).destroyForcibly();
  }

  private static void awaitCheckpointOfARunningTrial(DriverJvm driver, ContinuedStudy study)
      throws Exception {
    while (study.state().trials().stream()
        .filter(TrialRecord::running)
        .noneMatch(record -> SphereStudy.hasCheckpoint(study.folder(), record.trial().id()))) {
      driver.pause();
    }
  }

  private static ContinuedStudy write(String name, String master) throws IOException {
    Path file =
        Files.writeString(
            folder.resolve(name + ".conf"),
            """
            study { dir = "%s", trials = 18, seed = 5, order = deterministic, parallelism = 2 }
            trial { checkpoint-interval = 1ms }
            objective {
              network = [
                { dense { units = { int = [8, 64], scale = log }, dropout = { real = [0, 0.4] } } }
              ]
              training {
                epochs = 9
                batch-size = 16
                updater { adam { learning-rate = { real = [1e-4, 1e-1], scale = log } } }
              }
            }
            search {
              algorithm = asha, min-budget = 1, searcher = random
              stopper { median { grace = 1, trials = 2 } }
            }
            worker { heap = 256m, off-heap = 512m }
            spark {
              master = "%s"
              executor.memory = 512m
              executor.extraClassPath = "%s"
            }
            """
                .formatted(folder, master, System.getProperty("java.class.path")));
    return new ContinuedStudy(file, folder.resolve(name));
  }
}
