package drover.spark;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The launches of all runners of this JVM that have not come back, by number: Spark's events and
 * the executors' messages find them here.
 */
final class Launches {

  private static final Map<Long, Launch> OPEN = new ConcurrentHashMap<>();

  private Launches() {}

  /** Follows a launch from now on. */
  static void add(Launch launch) {
    OPEN.put(launch.number(), launch);
  }

  /** The launch of a number, or empty if it has come back. */
  static Optional<Launch> find(long number) {
    return Optional.ofNullable(OPEN.get(number));
  }

  /** Forgets a launch. */
  static void remove(Launch launch) {
    OPEN.remove(launch.number());
  }
}
