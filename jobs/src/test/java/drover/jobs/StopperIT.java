package drover.jobs;

import static drover.jobs.SphereStudy.only;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import drover.core.Outcome;
import drover.core.Report;
import drover.core.Trial;
import drover.core.journal.Event;
import drover.jobs.LocalRun.Ended;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Trainings of networks that a stopper ends, whatever the timing and whoever dies. */
@Timeout(300)
final class StopperIT {

  @TempDir Path folder;

  @Test
  void theSameTrialsArePrunedAtTheSameEpochsWhateverTheTimingAndTheDriversDeath() throws Exception {
    Path whole = write("whole");
    assertThat(LocalRun.run(whole, "spark.master=local[2]").exit()).isZero();

    Path killed = write("killed");
    try (LocalRun driver = LocalRun.start(killed, "spark.master=local[1]")) {
      while (only(Event.Told.class, SphereStudy.journal(study(killed))).size() < 6) {
        assertThat(driver.isAlive()).isTrue();
        Thread.sleep(20);
      }
      driver.signal("KILL");
    }
    Ended resumed = LocalRun.run(killed, "spark.master=local[2]");
    assertThat(resumed.exit()).as(resumed.err()).isZero();
    assertThat(resumed.survivors()).isEmpty();

    assertThat(told(study(killed))).isEqualTo(told(study(whole)));
    assertThat(asked(study(killed))).isEqualTo(asked(study(whole)));
    JsonNode status = SphereStudy.status(study(whole));
    assertThat(status.at("/trials/pruned").asInt()).isPositive();
    assertThat(status.at("/trials/scored").asInt()).isPositive();
    assertThat(status.get("state").asText()).isEqualTo("complete");
    assertThat(status.at("/test/accuracy").asDouble()).isBetween(0.5, 1.0);
    assertThat(status.has("running")).isFalse();
  }

  private Path write(String name) throws IOException {
    return Files.writeString(
        folder.resolve(name + ".conf"),
        """
        study {
          dir = "%s", trials = 14, seed = 3
          order = deterministic, parallelism = 2
        }
        objective {
          network = [ { dense { units = { int = [4, 64], scale = log } } } ]
          training {
            epochs = 6
            batch-size = 32
            updater { adam { learning-rate = { real = [1e-4, 1e-1], scale = log } } }
          }
        }
        search { algorithm = genetic, population = 4, stopper { median { grace = 1, trials = 2 } } }
        """
            .formatted(folder));
  }

  private Path study(Path file) {
    return folder.resolve(file.getFileName().toString().replace(".conf", ""));
  }

  private static List<Trial> asked(Path study) throws IOException {
    return only(Event.Asked.class, SphereStudy.journal(study)).stream()
        .map(Event.Asked::trial)
        .toList();
  }

  private record Came(Outcome outcome, List<Report> curve) {}

  private static Map<Integer, Came> told(Path study) throws IOException {
    return only(Event.Told.class, SphereStudy.journal(study)).stream()
        .collect(
            Collectors.toMap(
                Event.Told::id,
                told -> new Came(told.run().outcome(), told.run().curve()),
                (one, other) -> one,
                TreeMap::new));
  }
}
