package drover.spark;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The launches of all runners of this JVM that have not come back, by number: Spark's events and
 * the executors' messages find them here.
 */
final class Launches {

  private static final AtomicLong LAST = new AtomicLong();
  private static final Map<Long, Launch> OPEN = new ConcurrentHashMap<>();

  private Launches() {}

  /** Follows a launch from now on; its number. */
  static long add(Launch launch) {
    long number = LAST.incrementAndGet();
    OPEN.put(number, launch);
    return number;
  }

  /** The launch of a number, or empty if it has come back. */
  static Optional<Launch> find(long number) {
    return Optional.ofNullable(OPEN.get(number));
  }

  /** Forgets a launch. */
  static void remove(long number) {
    OPEN.remove(number);
  }
}
