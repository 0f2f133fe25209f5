package drover.spark;

import java.util.Collection;
import java.util.HashSet;
import java.util.Set;

/** Who was to blame for the loss of an executor: its only trial, or nobody knows. */
final class Suspects {

  private final Set<String> shared = new HashSet<>();

  /**
   * True if a trial that lost its executor was the only one there. To be asked while the launch is
   * still among the open ones.
   */
  synchronized boolean isAlone(Launch lost, Collection<Launch> open) {
    String executor = lost.executor();
    if (open.stream().anyMatch(other -> other != lost && other.executor().equals(executor))) {
      shared.add(executor); // the others come here, too, one after another
    }
    return !executor.isEmpty() && !shared.contains(executor);
  }
}
