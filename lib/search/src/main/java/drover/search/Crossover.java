package drover.search;

import drover.core.Params;
import drover.core.Randomness;
import drover.core.space.Parameter;
import java.util.random.RandomGenerator;

/**
 * Makes a child's value of one parameter from those of its parents. Numbers are combined on the
 * parameter's own scale (position in [0, 1]), choices are exchanged.
 */
@FunctionalInterface
interface Crossover {

  /**
   * The child's value.
   *
   * @param parameter one that is active in both parents
   * @param own the first parent's value
   * @param mate the second parent's value
   */
  Object value(Parameter parameter, Object own, Object mate, RandomGenerator random);

  /** How far beyond its parents a blended value may lie, in their distance: BLX-0.2. */
  double REACH = 0.2;

  /** How far a difference moves a value towards the second parent. */
  double PULL = 0.5;

  /** Mean factor of a difference. */
  double FACTOR = 0.5;

  /** The first parent as it is. */
  static Crossover none() {
    return (parameter, own, mate, random) -> own;
  }

  /**
   * Blend crossover BLX-α (Eshelman and Schaffer 1993): half the numbers are drawn uniformly from
   * the interval between the parents, widened by α on both sides; half the choices are the mate's.
   */
  static Crossover blend() {
    return (parameter, own, mate, random) -> {
      if (random.nextBoolean()) {
        return own;
      }
      if (!parameter.ordered()) {
        return mate;
      }
      double from = parameter.position(own);
      double share = random.nextDouble(-REACH, 1 + REACH);
      return moved(parameter, own, share * (parameter.position(mate) - from));
    };
  }

  /**
   * Differential crossover (Storn and Price 1997, DE/current-to-best): numbers move half way to the
   * mate and by a random multiple of the difference between two further individuals, one multiple a
   * child, so that steps follow the population's shape; half the choices are the mate's.
   */
  static Crossover difference(Params plus, Params minus, RandomGenerator childRandom) {
    double factor = FACTOR * (1 + 0.5 * Randomness.gaussian(childRandom));
    return (parameter, own, mate, random) -> {
      if (!parameter.ordered()) {
        return random.nextBoolean() ? mate : own;
      }
      double pull = PULL * (parameter.position(mate) - parameter.position(own));
      String name = parameter.name();
      boolean active = plus.has(name) && minus.has(name);
      double difference =
          active ? parameter.position(plus.get(name)) - parameter.position(minus.get(name)) : 0;
      return moved(parameter, own, pull + factor * difference);
    };
  }

  private static Object moved(Parameter parameter, Object value, double by) {
    return by == 0 ? value : parameter.at(Mutation.reflect(parameter.position(value) + by));
  }
}
