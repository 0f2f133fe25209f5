package drover.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import drover.core.Goal;
import drover.core.Note;
import drover.core.Outcome;
import drover.core.Params;
import drover.core.Report;
import drover.core.Trial;
import drover.core.TrialRun;
import drover.core.journal.End;
import drover.core.journal.Event;
import drover.core.journal.Journal;
import drover.core.journal.Journals;
import drover.core.journal.Terms;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.SparkEnv;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ReportJobTest {

  private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");

  @TempDir Path folder;

  @AfterEach
  void nothingWasStarted() {
    assertThat(SparkEnv.get()).isNull();
  }

  @Test
  void itPrintsTheTableOfAFolder() throws IOException {
    journal(
        List.of(
            told(0, scored(0.25)),
            told(1, new Outcome.Infeasible("too large")),
            told(2, scored(0.125)),
            new Event.Tested(2, Map.of("accuracy", 0.8125)),
            new Event.Ended(NOON, new End(End.State.COMPLETE, End.TRIALS, 0))));
    JobRun run = JobRun.of("report", folder.resolve("digits"));
    assertThat(run.err()).isEmpty();
    assertThat(run.out())
        .isEqualTo(
            """
            digits: 3 trials, 2 scored, 1 infeasible

            trial  accuracy      seconds  params
                2  0.875             1.5  units=66
                0  0.75              1.5  units=64

            Best: trial 2
              network.0.dense.units = 66
            Test: accuracy 0.8125
            """);
    assertThat(run.exit()).isZero();
  }

  @Test
  void itPrintsHowARunningStudyStands() throws IOException {
    journal(List.of(told(0, new Outcome.Failed("exit code 137")), started(1)));
    JobRun run = JobRun.of("report", folder.resolve("digits"));
    assertThat(run.out())
        .isEqualTo(
            """
            digits: 3 trials, 1 failed, 1 running
            No trial was scored.
              1 × failed: exit code 137
            """);
    assertThat(run.exit()).isZero();
  }

  @Test
  void itPrintsTheParetoFrontOfSeveralGoals() throws IOException {
    List<Goal> goals = List.of(new Goal("accuracy", true), new Goal("flops", false));
    journal(
        goals,
        List.of(told(0, scored(0.25, 10)), told(1, scored(0.5, 20)), told(2, scored(0.125, 30))));
    JobRun run = JobRun.of("report", folder.resolve("digits"));
    assertThat(run.err()).isEmpty();
    assertThat(run.out())
        .isEqualTo(
            """
            digits: 3 trials, 3 scored

            Pareto front of 2 trials:
            trial  accuracy     flops         seconds  params
                2  0.875        30                1.5  units=66
                0  0.75         10                1.5  units=64
            Hypervolume: 5, up to accuracy 0.5, flops 30

            Best accuracy: trial 2
              network.0.dense.units = 66
            """);
  }

  @Test
  void itFindsTheFolderOfAStudyFile() throws IOException {
    journal(List.of(told(0, scored(0.25))));
    Path file =
        Files.writeString(
            folder.resolve("mine.conf"),
            "study { dir = \"%s\" }\nsearch { algorithm = random }".formatted(folder));
    JobRun run = JobRun.of("report", file, "study.name=digits");
    assertThat(run.err()).isEmpty();
    assertThat(run.out()).startsWith("digits: 3 trials, 1 scored\n");
    assertThat(run.exit()).isZero();
  }

  @Test
  void itNeedsNothingThatTheStudyFileRefersTo() throws IOException {
    journal(List.of(told(0, scored(0.25))));
    Path file =
        Files.writeString(
            folder.resolve("digits.conf"),
            """
            study { dir = "%s" }
            objective { type = gone.Objective, data { source = gone.csv } }
            """
                .formatted(folder));
    JobRun run = JobRun.of("report", file);
    assertThat(run.err()).isEmpty();
    assertThat(run.out()).startsWith("digits: 3 trials, 1 scored\n");
  }

  @Test
  void aFolderWithoutStudyIsNamed() throws IOException {
    JobRun run = JobRun.of("report", Files.createDirectory(folder.resolve("none")));
    assertThat(run.err()).isEqualTo("There is no study in " + folder.resolve("none") + "\n");
    assertThat(run.out()).isEmpty();
    assertThat(run.exit()).isEqualTo(2);
  }

  @Test
  void aDamagedJournalIsNamedWithoutStackTrace() throws IOException {
    journal(List.of());
    Path segment = folder.resolve("digits/journal/segment-00000001");
    byte[] bytes = Files.readAllBytes(segment);
    bytes[bytes.length / 2] ^= 1;
    Files.write(segment, bytes);
    JobRun run = JobRun.of("report", folder.resolve("digits"));
    assertThat(run.errors()).singleElement().asString().contains(segment + ", byte ");
    assertThat(run.exit()).isEqualTo(1);
  }

  /** A study of three trials, and what became of them. */
  private void journal(List<Event> further) throws IOException {
    journal(List.of(new Goal("accuracy", true)), further);
  }

  private void journal(List<Goal> goals, List<Event> further) throws IOException {
    List<Event> events = new ArrayList<>();
    events.add(new Event.Opened(NOON, "0.1.0", "digits", 7, 2, goals, "{}"));
    events.add(new Event.Driver(NOON, "0.1.0", "17@here"));
    for (int id = 0; id < 3; id++) {
      events.add(new Event.Asked(trial(id), 0));
    }
    events.addAll(further);
    org.apache.hadoop.fs.Path path =
        new org.apache.hadoop.fs.Path(folder.resolve("digits/journal").toUri());
    try (Journal journal = Journals.open(path, new Configuration(), Terms.usual(notice -> {}))) {
      journal.append(events);
    }
  }

  private static Trial trial(int id) {
    return new Trial(id, new Params(Map.of("network.0.dense.units", 64L + id)), 8, Note.EMPTY);
  }

  private static Event started(int id) {
    return new Event.Started(id, 1, "driver", NOON);
  }

  private static Event told(int id, Outcome outcome) {
    Duration elapsed = Duration.ofMillis(1500);
    List<Report> curve = List.of();
    return new Event.Told(id, 1, new TrialRun(outcome, curve, "driver", NOON, elapsed, false));
  }

  private static Outcome scored(double loss) {
    return new Outcome.Scored(List.of(loss), Map.of("accuracy", 1 - loss));
  }

  private static Outcome scored(double loss, double flops) {
    return new Outcome.Scored(List.of(loss, flops), Map.of("accuracy", 1 - loss, "flops", flops));
  }
}
