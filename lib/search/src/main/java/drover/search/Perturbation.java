package drover.search;

import drover.core.space.Cell;
import drover.core.space.Choice;
import drover.core.space.Int;
import drover.core.space.Parameter;
import drover.core.space.Real;
import java.util.random.RandomGenerator;

/**
 * The explore step of population-based training (Jaderberg et al. 2017, section 4.1.1): a value is
 * drawn anew with a small probability; otherwise a number is multiplied by 1 − f or 1 + f.
 *
 * @param factor f, in [0, 1)
 * @param resample the probability of drawing anew
 */
record Perturbation(double factor, double resample) {

  /** Beyond the end of a value's cell, so surely in the next one. */
  private static final double BEYOND = 1e-9;

  /**
   * A value near the given one, within the range. Discrete numbers that the factor does not change,
   * and ordered values that are no numbers, move to a neighbour; options without an order stay.
   */
  Object explore(Parameter parameter, Object value, RandomGenerator random) {
    if (random.nextDouble() < resample) {
      return parameter.at(random.nextDouble());
    }
    boolean up = random.nextBoolean();
    if (parameter instanceof Choice) {
      return value;
    }
    Object scaled = scaled(parameter, value, up ? 1 + factor : 1 - factor);
    return scaled.equals(value) ? neighbour(parameter, value, up) : scaled;
  }

  private static Object scaled(Parameter parameter, Object value, double by) {
    if (parameter instanceof Real real) {
      double moved = (Double) value * by;
      return real.at(real.position(Math.max(real.low(), Math.min(real.high(), moved))));
    }
    if (parameter instanceof Int whole) {
      long moved = Math.round((Long) value * by);
      return whole.at(whole.position(Math.max(whole.low(), Math.min(whole.high(), moved))));
    }
    return value;
  }

  /** The next value up or down; the same one at the end of the range, or in a continuum. */
  private static Object neighbour(Parameter parameter, Object value, boolean up) {
    if (parameter.cardinality().isEmpty()) {
      return value;
    }
    Cell cell = parameter.cell(value);
    return parameter.at(up ? cell.high() + BEYOND : cell.low() - BEYOND);
  }
}
