package drover.jobs;

import static drover.jobs.SphereStudy.only;
import static org.assertj.core.api.Assertions.assertThat;

import drover.core.Note;
import drover.core.ObjectiveSpec;
import drover.core.Outcome;
import drover.core.Report;
import drover.core.Trial;
import drover.core.TrialRun;
import drover.core.config.Template;
import drover.core.journal.Event;
import drover.core.study.StudyState;
import drover.core.study.TrialRecord;
import drover.jobs.study.StudyDefinition;
import drover.spark.worker.Checkpointing;
import drover.spark.worker.InThread;
import drover.spark.worker.ObjectiveCall;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Networks whose training is taken up again: promoted, killed with their worker or driver. */
@Tag("slow")
@Timeout(600)
final class ContinuedTrialsTest {

  @TempDir static Path folder;

  private static Path whole = Path.of("");

  @BeforeAll
  static void runWhole() throws Exception {
    whole = write("whole");
    try (Driver driver = Driver.start(whole)) {
      driver.requireSuccess();
    }
  }

  @Test
  void promotedTrialsTrainFromTheirParentsEpochOn() throws Exception {
    List<Event.Told> told = told(whole);
    List<Trial> asked = asked(whole);
    List<Event.Told> children =
        told.stream().filter(end -> asked.get(end.id()).parent().isPresent()).toList();
    assertThat(children).hasSizeGreaterThan(2);
    for (Event.Told child : children) {
      int epochs = asked.get(asked.get(child.id()).parent().getAsInt()).budget();
      assertThat(child.run().continuation().from()).isEqualTo(epochs);
      assertThat(child.run().continuation().retrained()).isEmpty();
      assertThat(child.run().curve().get(0).step()).isEqualTo(epochs + 1);
    }
    int trained = told.stream().mapToInt(end -> end.run().curve().size()).sum();
    int fromScratch = told.stream().mapToInt(ContinuedTrialsTest::lastStep).sum();
    assertThat(trained).isLessThan(fromScratch);
  }

  private static int lastStep(Event.Told end) {
    return end.run().curve().get(end.run().curve().size() - 1).step();
  }

  @Test
  void aPromotedTrialEqualsOneThatTrainedWithoutInterruption() throws Exception {
    List<Trial> asked = asked(whole);
    List<Came> came = came(whole);
    Trial last =
        asked.stream()
            .filter(trial -> came.get(trial.id()).outcome().isScored())
            .max(Comparator.comparing(Trial::budget))
            .orElseThrow();
    List<Report> curve = new ArrayList<>();
    Trial first = last;
    for (; first.parent().isPresent(); first = asked.get(first.parent().getAsInt())) {
      curve.addAll(0, came.get(first.id()).curve());
    }
    curve.addAll(0, came.get(first.id()).curve());
    assertThat(first).isNotEqualTo(last);

    Trial one = new Trial(first.id(), first.params(), last.budget(), Note.EMPTY);
    ObjectiveSpec spec = StudyDefinition.load(whole.toString(), List.of()).objective();
    String settings = Template.of(spec.template()).resolve(one.params());
    TrialRun run =
        new InThread(java.util.Optional.empty())
            .evaluate(
                new ObjectiveCall(
                    spec.implementation(),
                    spec.defaults(),
                    one,
                    settings,
                    spec.goals(),
                    spec.seed(),
                    Map.of(),
                    folder.resolve("one.zip").toString(),
                    Checkpointing.NONE));
    assertThat(run.curve()).isEqualTo(curve);
    assertThat(run.outcome()).isEqualTo(came.get(last.id()).outcome());
  }

  @Test
  void aKilledWorkerAndAKilledDriverChangeNothing() throws Exception {
    Path killed = write("killed");
    try (Driver driver = Driver.start(killed)) {
      driver.awaitTold(killed, 3);
      driver.killWorker();
      driver.awaitTold(killed, 8);
      driver.awaitCheckpointOfARunningTrial(killed);
    }
    assertThat(told(killed)).hasSizeLessThan(asked(whole).size());
    try (Driver driver = Driver.start(killed)) {
      driver.requireSuccess();
    }
    assertThat(only(Event.Started.class, journal(killed)))
        .anyMatch(started -> started.attempt() > 1);
    assertThat(asked(killed)).isEqualTo(asked(whole));
    assertThat(came(killed)).isEqualTo(came(whole));
  }

  @Test
  void whatNobodyContinuesIsDeleted() throws Exception {
    StudyState state = StudyState.of(journal(whole));
    int full = state.trials().stream().mapToInt(record -> record.trial().budget()).max().getAsInt();
    try (Stream<Path> kept = Files.list(study(whole).resolve("checkpoints"))) {
      assertThat(kept.map(path -> Integer.valueOf(path.getFileName().toString())))
          .allSatisfy(
              id -> {
                TrialRecord record = state.trials().get(id);
                assertThat(record.outcome()).isPresent();
                assertThat(record.trial().budget()).isLessThan(full);
              });
    }
  }

  private static Path write(String name) throws IOException {
    return Files.writeString(
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
          stopper { median { grace = 2, trials = 3 } }
        }
        spark { master = "local[2]" }
        """
            .formatted(folder));
  }

  private static Path study(Path file) {
    return folder.resolve(file.getFileName().toString().replace(".conf", ""));
  }

  private static List<Event> journal(Path file) throws IOException {
    return SphereStudy.journal(study(file));
  }

  private static List<Trial> asked(Path file) throws IOException {
    return only(Event.Asked.class, journal(file)).stream().map(Event.Asked::trial).toList();
  }

  private static List<Event.Told> told(Path file) throws IOException {
    return only(Event.Told.class, journal(file));
  }

  private record Came(Outcome outcome, List<Report> curve) {}

  /** How the trials came out, by id. */
  private static List<Came> came(Path file) throws IOException {
    return told(file).stream()
        .sorted(Comparator.comparing(Event.Told::id))
        .map(told -> new Came(told.run().outcome(), told.run().curve()))
        .toList();
  }

  /** A driver of a study that tells what it waits for. */
  private record Driver(DriverJvm jvm) implements AutoCloseable {

    static Driver start(Path file) throws IOException {
      return new Driver(DriverJvm.start(folder, "tune", file));
    }

    void requireSuccess() throws Exception {
      jvm.requireSuccess();
    }

    void awaitTold(Path file, int trials) throws Exception {
      while (told(file).size() < trials) {
        jvm.pause();
      }
    }

    void killWorker() throws Exception {
      while (jvm.mark().workers().isEmpty()) {
        jvm.pause();
      }
      jvm.mark().workers().get(0).destroyForcibly();
    }

    void awaitCheckpointOfARunningTrial(Path file) throws Exception {
      while (!hasCheckpointOfARunningTrial(file)) {
        jvm.pause();
      }
    }

    private static boolean hasCheckpointOfARunningTrial(Path file) throws IOException {
      StudyState state = StudyState.of(journal(file));
      return state.trials().stream()
          .filter(TrialRecord::running)
          .map(record -> study(file).resolve("checkpoints/" + record.trial().id()))
          .anyMatch(Files::exists);
    }

    @Override
    public void close() {
      jvm.close();
    }
  }
}
