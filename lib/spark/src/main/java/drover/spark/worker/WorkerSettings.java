package drover.spark.worker;

import drover.core.config.Section;
import java.io.Serializable;
import java.util.List;

/**
 * The study file's {@code worker} section: the limits of one worker process.
 *
 * @param heap size of its Java heap in bytes
 * @param offHeap memory that it may hold outside the heap in bytes: network weights, activations
 *     and data
 * @param maxTrials after how many trials a new process takes its place, at least 1
 * @param maxResident above how many bytes of memory held between two trials a new process takes its
 *     place
 * @param javaOptions further options of its JVM, which win over Drover's
 */
public record WorkerSettings(
    long heap, long offHeap, int maxTrials, long maxResident, List<String> javaOptions)
    implements Serializable {

  /** With less, a worker cannot start, or trains nothing. */
  private static final long LEAST = 64L << 20;

  /** What a JVM needs besides its heap and the objective's data: code, classes, stacks. */
  private static final long JVM = 256L << 20;

  public WorkerSettings {
    javaOptions = List.copyOf(javaOptions);
  }

  /** Without options of its own. */
  public WorkerSettings(long heap, long offHeap, int maxTrials, long maxResident) {
    this(heap, offHeap, maxTrials, maxResident, List.of());
  }

  /** Reads the section. */
  public static WorkerSettings read(Section worker) {
    return new WorkerSettings(
        worker.bytes("heap", LEAST),
        worker.bytes("off-heap", LEAST),
        (int) worker.integer("max-trials", 1, Integer.MAX_VALUE),
        worker.bytes("max-resident", 1),
        worker.texts("java-options"));
  }

  /** How much memory the whole process may hold, in bytes. */
  public long footprint() {
    return heap + offHeap + JVM;
  }
}
