package drover.spark.worker;

import static org.assertj.core.api.Assertions.assertThat;

import drover.core.Outcome;
import drover.core.TrialRun;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A worker serves trial after trial, until it is worn out. */
@Timeout(120)
class WorkerReuseTest {

  @TempDir Path folder;

  @Test
  void oneProcessServesManyTrials() throws Exception {
    try (WorkerPool pool = pool(100, 1L << 30)) {
      assertThat(pids(pool, 20, "score").stream().distinct()).hasSize(1);
    }
  }

  @Test
  void aProcessIsReplacedAfterItsNumberOfTrials() throws Exception {
    try (WorkerPool pool = pool(2, 1L << 30)) {
      List<Double> pids = pids(pool, 5, "score");
      assertThat(pids.get(1)).isEqualTo(pids.get(0));
      assertThat(pids.get(2)).isNotEqualTo(pids.get(1));
      assertThat(pids.get(3)).isEqualTo(pids.get(2));
      assertThat(pids.stream().distinct()).hasSize(3);
    }
  }

  @Test
  void aProcessIsReplacedWhenItHoldsTooMuch() throws Exception {
    try (WorkerPool pool = pool(100, 250L << 20)) {
      List<Double> pids = pids(pool, 5, "hold 100 MB");
      assertThat(pids.get(1)).isEqualTo(pids.get(0));
      assertThat(pids.get(4)).isNotEqualTo(pids.get(0));
    }
  }

  private WorkerPool pool(int maxTrials, long maxResident) {
    return new WorkerPool(
        new WorkerSettings(64L << 20, 1L << 30, maxTrials, maxResident), List.of(), folder);
  }

  private List<Double> pids(WorkerPool pool, int trials, String deed) throws Exception {
    List<Double> pids = new ArrayList<>();
    for (int i = 0; i < trials; i++) {
      TrialRun run = pool.evaluate(new Calls(folder).of(i, deed));
      pids.add(((Outcome.Scored) run.outcome()).metrics().getOrDefault("pid", 0.0));
    }
    return pids;
  }
}
