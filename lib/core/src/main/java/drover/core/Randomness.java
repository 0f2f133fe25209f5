package drover.core;

import java.nio.charset.StandardCharsets;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/**
 * The one source of randomness: a generator is a function of (seed, id, purpose), so that any
 * proposal or epoch can be drawn again without replaying the ones before it.
 */
public final class Randomness {

  private Randomness() {}

  /** A generator for one purpose of one trial (or of the whole study, by convention with id −1). */
  public static RandomGenerator of(long seed, int id, String purpose) {
    return new SplittableRandom(seed(seed, id, purpose));
  }

  /** A 64-bit seed for one purpose of one trial, for libraries that have their own generators. */
  public static long seed(long seed, int id, String purpose) {
    long hash = mix(seed ^ mix(id));
    for (byte b : purpose.getBytes(StandardCharsets.UTF_8)) {
      hash = mix(hash ^ b);
    }
    return hash;
  }

  /**
   * A standard normal number (Box and Muller 1958), by {@link StrictMath} so that it is the same on
   * every machine.
   */
  public static double gaussian(RandomGenerator random) {
    double radius = StrictMath.sqrt(-2 * StrictMath.log(1 - random.nextDouble()));
    return radius * StrictMath.cos(2 * StrictMath.PI * random.nextDouble());
  }

  /** The finaliser of SplitMix64 (Steele, Lea and Flood 2014), stepped by its golden gamma. */
  private static long mix(long state) {
    long z = state + 0x9E3779B97F4A7C15L;
    z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }
}
