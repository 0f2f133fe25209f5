package drover.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import drover.jobs.LocalRun.Ended;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What population-based training leaves, on a table of learning curves. */
@Timeout(120)
final class ScheduleIT {

  @TempDir Path folder;

  @Test
  void itsStudyLeavesAndShowsTheScheduleThatItFound() throws Exception {
    Ended run = LocalRun.run(write());
    assertThat(run.exit()).as(run.err()).isZero();
    List<String> rows = Files.readAllLines(folder.resolve("schedule/schedule.csv"));
    assertThat(rows.get(0)).startsWith("trial,from,to,param.");
    assertThat(rows).hasSizeBetween(3, 4);
    assertThat(run.out()).contains("Schedule:\n  from 0: ");
    JobRun report = JobRun.of("report", folder.resolve("schedule").toString());
    assertThat(report.out()).contains("Schedule:\n  from 0: ");
  }

  private Path write() throws IOException {
    Path table = Path.of("../conf/problems/rnn_curves.json").toAbsolutePath().normalize();
    return Files.writeString(
        folder.resolve("schedule.conf"),
        """
        study { dir = "%s", trials = 72, seed = 1, order = deterministic, parallelism = 2 }
        objective { type = tabular, file = "%s" }
        search { algorithm = population-based-training, population = 8, interval = 9, truncation = 0.5 }
        """
            .formatted(folder, table));
  }
}
