package drover.search;

import drover.core.Params;
import drover.core.space.Choice;
import drover.core.space.Parameter;
import drover.core.space.SearchSpace;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** Changes a value at random. */
final class Mutation {

  private Mutation() {}

  /**
   * A value other than the given one, unless the parameter has no other: a number takes a step on
   * its own scale, at least to the next value where values are discrete; a choice takes any other
   * option.
   *
   * @param step mean length of a number's step, as a part of its range; in (0, 0.5]
   */
  static Object mutate(Parameter parameter, Object value, double step, RandomGenerator random) {
    if (parameter instanceof Choice choice) {
      return other(choice, value, random);
    }
    double position = parameter.position(value);
    double delta = polynomial(step, random);
    for (double longer = delta; Math.abs(longer) < 2; longer *= 2) {
      Object moved = parameter.at(reflect(position + longer));
      if (longer == 0 || !moved.equals(value)) {
        return moved;
      }
    }
    return value;
  }

  /**
   * The point with one of its parameters, any of them, mutated; a parameter that this makes active
   * is drawn.
   */
  static Params mutateOne(SearchSpace space, Params params, double step, RandomGenerator random) {
    String name = anyName(params, random);
    return space.build(
        parameter -> {
          Optional<Object> value = params.find(parameter.name());
          if (value.isEmpty()) {
            return parameter.at(random.nextDouble());
          }
          return parameter.name().equals(name)
              ? mutate(parameter, value.get(), step, random)
              : value.get();
        });
  }

  /** Any parameter that is active in the point; an empty text if there is none. */
  static String anyName(Params params, RandomGenerator random) {
    List<String> names = List.copyOf(params.values().keySet());
    return names.isEmpty() ? "" : names.get(random.nextInt(names.size()));
  }

  /**
   * Polynomial mutation (Deb and Goyal 1996, eq. 4): δ = (2u)^(1/(η+1)) − 1 for u &lt; ½, and the
   * mirror image for the other half, in (−1, 1). The index η is the one that makes E|δ| = 1/(η+2)
   * the wanted step.
   */
  static double polynomial(double step, RandomGenerator random) {
    double eta = 1 / step - 2;
    double u = random.nextDouble();
    return u < 0.5
        ? StrictMath.pow(2 * u, 1 / (eta + 1)) - 1
        : 1 - StrictMath.pow(2 * (1 - u), 1 / (eta + 1));
  }

  /** A position beyond the ends of [0, 1], mirrored back into it. */
  static double reflect(double position) {
    double folded = Math.abs(position) % 2;
    return folded > 1 ? 2 - folded : folded;
  }

  private static Object other(Choice choice, Object value, RandomGenerator random) {
    List<Object> others = new ArrayList<>(choice.values());
    others.remove(value);
    return others.isEmpty() ? value : others.get(random.nextInt(others.size()));
  }
}
