package drover.dl4j.rates;

import drover.core.config.Section;

/**
 * The sweep of a learning-rate range test.
 *
 * @param from the first rate, more than 0
 * @param to the last rate, more than {@code from}
 * @param steps how many steps there are, at least 10
 */
public record RangeSettings(double from, double to, int steps) {

  /** Reads {@code lr-range} of {@code training}. */
  public static RangeSettings read(Section training) {
    Section section = training.section("lr-range");
    double from = section.real("from", Double.MIN_NORMAL, 1e9);
    double to = section.real("to", Double.MIN_NORMAL, 1e9);
    if (to <= from) {
      section.mistake("to", "must be more than from, " + from);
    }
    return new RangeSettings(from, to, (int) section.integer("steps", 10, 1_000_000));
  }

  /**
   * The learning rate of a step: equal ratios from each to the next.
   *
   * @param step from 0
   */
  public double rate(int step) {
    return from * StrictMath.pow(to / from, (double) step / (steps - 1));
  }
}
