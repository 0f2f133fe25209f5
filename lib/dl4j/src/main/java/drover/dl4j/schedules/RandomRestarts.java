package drover.dl4j.schedules;

import java.util.SplittableRandom;

/**
 * Cosines from 1 to the end, as with warm restarts, but the rate jumps back to 1 at random times:
 * each cycle takes {@code length} epochs, more or less by up to a share of {@code jitter}.
 */
final class RandomRestarts implements Schedule {

  private final double length;
  private final double jitter;
  private final double end;
  private final long seed;

  RandomRestarts(double length, double jitter, double end, long seed) {
    this.length = length;
    this.jitter = jitter;
    this.end = end;
    this.seed = seed;
  }

  /** Draws the cycles anew each time, so that there is no state: they are few. */
  @Override
  public double factor(double epoch) {
    SplittableRandom random = new SplittableRandom(seed);
    double begin = 0;
    double cycle = cycle(random);
    while (epoch >= begin + cycle) {
      begin += cycle;
      cycle = cycle(random);
    }
    return Curves.between(end, 1, Curves.fall((epoch - begin) / cycle));
  }

  private double cycle(SplittableRandom random) {
    return length * (1 + jitter * (2 * random.nextDouble() - 1));
  }
}
