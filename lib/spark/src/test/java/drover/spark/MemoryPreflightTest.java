package drover.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import drover.core.config.MistakesException;
import drover.spark.MemoryPreflight.Room;
import drover.spark.worker.WorkerSettings;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class MemoryPreflightTest {

  private static final long GIB = 1L << 30;

  /** 3328 MiB each. */
  private static final WorkerSettings WORKERS = new WorkerSettings(GIB, 2 * GIB, 100, GIB);

  private static final Map<String, Room> ROOMS =
      Map.of(
          "0 (a)", new Room("a", GIB, 16 * GIB),
          "1 (a)", new Room("a", GIB, 16 * GIB),
          "2 (b)", new Room("b", GIB, 8 * GIB));

  @Test
  void machinesThatCanHoldTheWorkersOfAllTheirExecutorsWillDo() {
    Map<String, Integer> slots = Map.of("0 (a)", 2, "1 (a)", 2, "2 (b)", 2);
    assertThat(MemoryPreflight.requireMemory(ROOMS, slots, 6, WORKERS)).isEmpty();
  }

  @Test
  void eachMachineThatCannotIsNamedWithItsNumbers() {
    Map<String, Integer> slots = Map.of("0 (a)", 2, "1 (a)", 3, "2 (b)", 3);
    List<String> warnings = MemoryPreflight.requireMemory(ROOMS, slots, 8, WORKERS);
    assertThat(warnings).hasSize(2);
    assertThat(warnings.get(0))
        .contains("a has 16384 MiB of memory, but 5 workers of 3328 MiB")
        .contains("beside executors of 2048 MiB may need 18688 MiB")
        .contains("worker.off-heap");
    assertThat(warnings.get(1)).startsWith("b has 8192 MiB");
  }

  @Test
  void aWorkerLargerThanAMachineIsAMistake() {
    WorkerSettings large = new WorkerSettings(GIB, 8 * GIB, 100, GIB);
    assertThatThrownBy(() -> MemoryPreflight.requireMemory(ROOMS, Map.of(), 1, large))
        .isInstanceOf(MistakesException.class)
        .hasMessageContaining("b has 8192 MiB of memory, but 1 worker of 9472 MiB (worker.heap")
        .hasMessageNotContaining("a has");
  }

  @Test
  void noMoreWorkersCountThanTrialsRunAtOnce() {
    Map<String, Integer> slots = Map.of("0 (a)", 2, "1 (a)", 8, "2 (b)", 8);
    assertThat(MemoryPreflight.requireMemory(ROOMS, slots, 2, WORKERS)).isEmpty();
  }
}
