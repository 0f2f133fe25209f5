package drover.jobs;

import static drover.jobs.SphereStudy.only;
import static drover.jobs.SphereStudy.status;
import static org.assertj.core.api.Assertions.assertThat;

import drover.core.journal.Event;
import drover.jobs.LocalRun.Ended;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How a run ends that somebody ends, and what a second run beside it does. */
@Timeout(300)
final class StopIT {

  @TempDir Path folder;

  @Test
  void ctrlCStopsAStudyThatTheSameCommandThenCompletes() throws Exception {
    SphereStudy study = SphereStudy.create(folder, 16, "400ms");
    try (LocalRun run = LocalRun.start(study.file())) {
      awaitTold(study, 3);
      run.pressCtrlC();
      Ended ended = run.ended();

      assertThat(ended.exit()).as(ended.err()).isEqualTo(130);
      assertThat(ended.survivors()).isEmpty();
      assertThat(ended.out()).contains("In " + study.folder());
    }
    List<Event> before = study.journal();
    int told = only(Event.Told.class, before).size();
    assertThat(told).isBetween(3, 15);
    assertThat(before.get(before.size() - 1)).isInstanceOf(Event.Ended.class);
    assertThat(status(study.folder()).get("state").asText()).isEqualTo("stopped");
    assertThat(status(study.folder()).get("reason").asText()).isEqualTo("SIGINT");
    assertThat(status(study.folder()).get("exit").asInt()).isEqualTo(130);
    assertThat(status(study.folder()).at("/trials/scored").asInt()).isEqualTo(told);
    assertThat(status(study.folder()).at("/trials/running").asInt()).isZero();

    Ended rest = LocalRun.run(study.file());
    assertThat(rest.exit()).as(rest.err()).isZero();
    assertThat(rest.out()).contains("continuing after " + told + " trials");
    assertThat(only(Event.Told.class, study.journal())).hasSize(16);
    assertThat(status(study.folder()).get("state").asText()).isEqualTo("complete");
  }

  @Test
  void aSecondDriverIsRefused() throws Exception {
    SphereStudy study = SphereStudy.create(folder, 4, "10m");
    try (LocalRun first = LocalRun.start(study.file())) {
      awaitStarted(study);
      List<Event> events = study.journal();
      Ended second = LocalRun.run(study.file());

      assertThat(second.exit()).as(second.err()).isEqualTo(4);
      assertThat(second.err()).contains("another driver (", "holds the study of " + study.folder());
      assertThat(study.journal()).startsWith(events.toArray(Event[]::new));
      assertThat(only(Event.Driver.class, study.journal())).hasSize(1);
      assertThat(first.isAlive()).isTrue();
      first.signal("TERM");
      assertThat(first.ended().exit()).isEqualTo(143); // though its trials had ten minutes to go
    }
    assertThat(status(study.folder()).get("state").asText()).isEqualTo("stopped");
  }

  @ParameterizedTest
  @CsvSource({"INT, 130", "TERM, 143", "KILL, 137"})
  void workersEndWithTheirDriver(String signal, int exit) throws Exception {
    Path file =
        Files.writeString(
            folder.resolve("long.conf"),
            """
            study { dir = "%s", trials = 2 }
            objective {
              network = [ { dense { units = { choice = [64, 65] } } } ]
              training { epochs = 1000000 }
            }
            search { algorithm = random }
            spark { master = "local[1]" }
            """
                .formatted(folder));
    try (LocalRun run = LocalRun.start(file)) {
      while (run.workers().isEmpty()) {
        assertThat(run.isAlive()).isTrue();
        Thread.sleep(50);
      }
      Thread.sleep(2000); // it is loading classes, or training
      if (signal.equals("INT")) {
        run.pressCtrlC();
      } else {
        run.signal(signal);
      }
      Ended ended = run.ended();
      assertThat(ended.survivors()).isEmpty();
      assertThat(ended.exit()).as(ended.err()).isEqualTo(exit);
    }
  }

  private static void awaitTold(SphereStudy study, int trials)
      throws IOException, InterruptedException {
    while (only(Event.Told.class, study.journal()).size() < trials) {
      Thread.sleep(50);
    }
  }

  private static void awaitStarted(SphereStudy study) throws IOException, InterruptedException {
    while (only(Event.Started.class, study.journal()).isEmpty()) {
      Thread.sleep(50);
    }
  }
}
