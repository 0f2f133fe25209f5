package drover.spark;

import drover.core.config.MistakesException;
import drover.spark.worker.WorkerSettings;
import java.io.Serializable;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.spark.SparkConf;
import org.apache.spark.SparkEnv;

/**
 * Whether there is room for all that worker processes may hold, before the first trial finds out.
 */
final class MemoryPreflight {

  private static final String REMEDY =
      "lower worker.heap or worker.off-heap, or run fewer trials on each executor"
          + " (spark.executor.cores, spark.task.cpus)";

  private MemoryPreflight() {}

  /**
   * What an executor's machine has; a container's limit counts as its machine's memory.
   *
   * @param host the machine
   * @param heap the largest heap of the executor itself, in bytes
   * @param memory of the machine, in bytes
   */
  record Room(String host, long heap, long memory) implements Serializable {

    /** That of the executor on which this is called. */
    static Room here() {
      String host = SparkEnv.get().blockManager().blockManagerId().host();
      return new Room(host, Runtime.getRuntime().maxMemory(), physical());
    }
  }

  private static long physical() {
    return ManagementFactory.getOperatingSystemMXBean()
            instanceof com.sun.management.OperatingSystemMXBean system
        ? system.getTotalMemorySize()
        : Long.MAX_VALUE;
  }

  /**
   * Compares with the memory that a container has for others than the executor itself.
   *
   * @param overhead {@code spark.executor.memoryOverhead} in MiB
   * @param slots how many workers there are at once
   * @throws MistakesException if the cluster would end the container for what its workers may hold
   */
  static void requireOverhead(long overhead, long slots, WorkerSettings workers) {
    long needed = slots * (workers.footprint() >> 20);
    if (overhead < needed) {
      throw new MistakesException(
          List.of(
              "spark.executor.memoryOverhead is %d MiB, but %s need %d MiB: raise it or leave it to Drover, or %s"
                  .formatted(overhead, text(slots, workers), needed, REMEDY)));
    }
  }

  /**
   * Compares with the memory of the executors' machines. Limits that together exceed it may still
   * be more than trials ever hold: only one that alone does is a mistake.
   *
   * @param rooms of all executors, by their names
   * @param slots how many tasks Spark runs on each at once
   * @param most how many trials run at once in all
   * @return a sentence for each machine that cannot hold all that it may have to
   * @throws MistakesException if a machine cannot hold one worker
   */
  static List<String> requireMemory(
      Map<String, Room> rooms, Map<String, Integer> slots, int most, WorkerSettings workers) {
    Map<String, Map<String, Room>> byHost = new TreeMap<>();
    rooms.forEach(
        (name, room) -> byHost.computeIfAbsent(room.host(), h -> new TreeMap<>()).put(name, room));
    List<String> mistakes = new ArrayList<>();
    List<String> warnings = new ArrayList<>();
    byHost.forEach(
        (host, its) -> {
          long slotsHere =
              its.keySet().stream().mapToInt(name -> slots.getOrDefault(name, 0)).sum();
          long running = Math.min(most, slotsHere);
          long executors = its.values().stream().mapToLong(Room::heap).sum();
          long memory = its.values().stream().mapToLong(Room::memory).min().getAsLong();
          Optional<String> mistake = mistake(host, memory, workers);
          mistake.ifPresent(mistakes::add);
          if (mistake.isEmpty() && executors + running * workers.footprint() > memory) {
            warnings.add(text(host, memory, running, executors, workers));
          }
        });
    if (!mistakes.isEmpty()) {
      throw new MistakesException(mistakes);
    }
    return warnings;
  }

  /** Why a machine cannot hold even one worker, if it cannot. */
  static Optional<String> mistake(String host, long memory, WorkerSettings workers) {
    return workers.footprint() > memory
        ? Optional.of(text(host, memory, 1, 0, workers))
        : Optional.empty();
  }

  private static String text(
      String host, long memory, long slots, long executors, WorkerSettings workers) {
    return "%s has %d MiB of memory, but %s%s may need %d MiB: %s"
        .formatted(
            host,
            memory >> 20,
            text(slots, workers),
            executors == 0 ? "" : " beside executors of %d MiB".formatted(executors >> 20),
            (executors + slots * workers.footprint()) >> 20,
            REMEDY);
  }

  /** How many tasks an executor runs at once, as far as the settings say. */
  static long slots(SparkConf conf) {
    return Math.max(1, conf.getInt("spark.executor.cores", 1) / conf.getInt("spark.task.cpus", 1));
  }

  private static String text(long slots, WorkerSettings workers) {
    return "%d worker%s of %d MiB (worker.heap %d, worker.off-heap %d, %d for Java itself)"
        .formatted(
            slots,
            slots == 1 ? "" : "s",
            workers.footprint() >> 20,
            workers.heap() >> 20,
            workers.offHeap() >> 20,
            (workers.footprint() - workers.heap() - workers.offHeap()) >> 20);
  }
}
