package drover.core.study;

import java.util.OptionalInt;

/**
 * How many trials may be in flight at once.
 *
 * @param fixed this many, at least 1; empty: as many as the cluster has task slots, or may have
 * @param max the most if it is not fixed, at least 1
 */
public record Parallelism(OptionalInt fixed, int max) {

  /**
   * The number for a cluster that wants so many in flight.
   *
   * @param slots at least 1
   */
  public int of(long slots) {
    return fixed.orElse((int) Math.min(slots, max));
  }
}
