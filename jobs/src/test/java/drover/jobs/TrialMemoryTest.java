package drover.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(600)
final class TrialMemoryTest {

  @TempDir Path folder;

  @Test
  void aNetworkThatItsWorkerCannotHoldIsInfeasibleAndTheOthersTrain() throws IOException {
    Path file =
        Files.writeString(
            folder.resolve("large.conf"),
            """
            study { dir = "%s", parallelism = 1 }
            objective {
              network = [ { dense { units = { ordinal = [8, 100000] } } } ]
              training.epochs = 1
            }
            search.algorithm = grid
            worker.off-heap = 64m
            spark.spark.master = "local[1]"
            """
                .formatted(folder));
    JobRun run = JobRun.of("tune", file);
    assertThat(run.exit()).as(run.err()).isZero();
    String trials = Files.readString(folder.resolve("large/trials.csv"));
    assertThat(trials.lines().filter(line -> line.contains(",scored,"))).hasSize(1);
    assertThat(trials.lines().filter(line -> line.contains(",infeasible,")))
        .singleElement()
        .asString()
        .contains("a network of 7500010 parameters with batches of 32 needs at least")
        .contains("worker.off-heap is 64 MiB");
  }
}
