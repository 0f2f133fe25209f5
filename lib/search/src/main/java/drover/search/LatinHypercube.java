package drover.search;

import drover.core.Params;
import drover.core.Randomness;
import drover.core.space.Parameter;
import drover.core.space.SearchSpace;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * A first design of n points (McKay, Beckman and Conover 1979): on every parameter's own scale,
 * each n-th part of the range holds exactly one point.
 *
 * @param seed the study's seed
 * @param points how many points, at least 1
 */
record LatinHypercube(SearchSpace space, long seed, int points) {

  /**
   * A point of the design.
   *
   * @param i which point, from 0 to {@code points} − 1; also the id of its trial
   */
  Params point(int i) {
    return space.build(
        parameter -> parameter.at((part(parameter, i) + offset(parameter, i)) / points));
  }

  /** The point of a trial if it belongs to the design and was not asked; else any unseen one. */
  Optional<Params> unseen(int id, Unseen unseen, RandomGenerator random) {
    return Optional.of(id)
        .filter(i -> i < points)
        .map(this::point)
        .filter(unseen::contains)
        .or(() -> unseen.sample(random));
  }

  /** Which part of the parameter's range the point lies in: entry i of a random permutation. */
  private int part(Parameter parameter, int i) {
    RandomGenerator random = Randomness.of(seed, -1, purpose(parameter));
    int[] parts = new int[points];
    for (int k = 0; k < points; k++) {
      int other = random.nextInt(k + 1);
      parts[k] = parts[other];
      parts[other] = k;
    }
    return parts[i];
  }

  private double offset(Parameter parameter, int i) {
    return Randomness.of(seed, i, purpose(parameter)).nextDouble();
  }

  private static String purpose(Parameter parameter) {
    return "design " + parameter.name();
  }
}
