package drover.dl4j;

import com.sun.management.HotSpotDiagnosticMXBean;
import drover.core.Needs;
import drover.dl4j.layers.Cost;
import drover.dl4j.layers.InfeasibleException;
import drover.dl4j.layers.Shape;
import java.lang.management.ManagementFactory;

/** The memory outside the heap that a trial's trainings hold. */
final class TrainingMemory {

  private TrainingMemory() {}

  /**
   * What a trial takes.
   *
   * @param examples of the training part, or more
   */
  static Needs needs(Dl4jSettings settings, Cost cost, Shape input, long examples) {
    TrainingSettings training = settings.training();
    long batch = Math.min(training.batchSize(), examples);
    long unfolded = training.fastConvolutions() ? 1 : batch;
    long each = cost.bytes(batch, state(training), unfolded) + Float.BYTES * batch * input.size();
    long trainings = (long) training.runs().seeds() * training.runs().parts().size();
    return new Needs(cost.parameters(), cost.multiplyAdds(), trainings * each);
  }

  /** How many numbers the updater keeps for each parameter. */
  private static int state(TrainingSettings training) {
    long parameters = 1000;
    return Math.round((float) training.updater().rule().stateSize(parameters) / parameters);
  }

  /**
   * Compares with what this process may hold.
   *
   * @throws InfeasibleException if it certainly is not enough
   */
  static void require(Needs needs, int batchSize) throws InfeasibleException {
    long limit = limit();
    if (limit > 0 && needs.memory() > limit) {
      throw new InfeasibleException(
          "a network of %d parameters with batches of %d needs at least %d MiB outside the heap, but worker.off-heap is %d MiB"
              .formatted(needs.parameters(), batchSize, needs.memory() >> 20, limit >> 20));
    }
  }

  /** What the executor gave a worker process; 0 where trials run in the executor itself. */
  private static long limit() {
    String limit =
        ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class)
            .getVMOption("MaxDirectMemorySize")
            .getValue();
    return Long.parseLong(limit);
  }
}
