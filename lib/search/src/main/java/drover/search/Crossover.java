package drover.search;

import drover.core.Params;
import drover.core.space.Parameter;
import java.util.Optional;
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

  /**
   * The child's value of any parameter: crossed where both parents have it, the only one where one
   * of them has it, empty where neither has.
   */
  default Optional<Object> inherited(
      Parameter parameter, Params own, Params mate, RandomGenerator random) {
    Optional<Object> first = own.find(parameter.name());
    Optional<Object> second = mate.find(parameter.name());
    if (first.isPresent() && second.isPresent()) {
      return Optional.of(value(parameter, first.get(), second.get(), random));
    }
    return first.or(() -> second);
  }

  /** How far beyond its parents a blended value may lie, in their distance: BLX-0.2. */
  double REACH = 0.2;

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
   * Differential crossover (Storn and Price 1997, DE/current-to-best): numbers move towards the
   * mate and along the difference between two further individuals, so that steps follow the
   * population's shape; a choice takes the mate's option with probability {@code pull}, then, where
   * the two individuals differ, the first one's with probability {@code factor}.
   *
   * @param pull which part of the way to the mate, in [0, 1]
   * @param factor multiple of the difference; may be negative
   */
  static Crossover difference(double pull, double factor, Params plus, Params minus) {
    return (parameter, own, mate, random) -> {
      Object to = plus.find(parameter.name()).orElse(own);
      Object from = minus.find(parameter.name()).orElse(to);
      if (!parameter.ordered()) {
        Object option = random.nextDouble() < pull ? mate : own;
        return !to.equals(from) && random.nextDouble() < Math.abs(factor) ? to : option;
      }
      double way = parameter.position(mate) - parameter.position(own);
      double difference = parameter.position(to) - parameter.position(from);
      return moved(parameter, own, pull * way + factor * difference);
    };
  }

  /**
   * Simulated binary crossover (Deb and Agrawal 1995): half the numbers move to one of two points
   * that lie to both sides of the parents' middle, spread β times as far apart as the parents,
   * where β has density (η + 1) β^η / 2 up to 1 and (η + 1) β^−(η+2) / 2 beyond; half the choices
   * are the mate's.
   *
   * @param index η, at least 0: the larger, the nearer to its parents a child is
   */
  static Crossover simulatedBinary(double index) {
    return (parameter, own, mate, random) -> {
      if (random.nextBoolean()) {
        return own;
      }
      if (!parameter.ordered()) {
        return mate;
      }
      double share = (1 - spread(index, random)) / 2;
      boolean near = random.nextBoolean();
      double gap = parameter.position(mate) - parameter.position(own);
      return moved(parameter, own, (near ? share : 1 - share) * gap);
    };
  }

  /** β of simulated binary crossover. */
  static double spread(double index, RandomGenerator random) {
    double u = random.nextDouble();
    return StrictMath.pow(u < 0.5 ? 2 * u : 1 / (2 * (1 - u)), 1 / (index + 1));
  }

  private static Object moved(Parameter parameter, Object value, double by) {
    return by == 0 ? value : parameter.at(Mutation.reflect(parameter.position(value) + by));
  }
}
