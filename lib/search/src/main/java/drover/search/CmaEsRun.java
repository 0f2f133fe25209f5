package drover.search;

import drover.core.Params;
import drover.core.space.Choice;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/**
 * One run of CMA-ES, from its first mean to its convergence: numbers by a normal distribution
 * ({@link CovarianceAdaptation}), those with few values with a margin ({@link Margin}), choices by
 * a categorical one ({@link OptionProbabilities}), as in CatCMA (Hamano et al. 2024).
 *
 * <p>A point outside of [0, 1]ⁿ is drawn again, a few times, and then mirrored into it. A
 * coordinate whose parameter is inactive drifts with the others.
 */
final class CmaEsRun {

  /** How often a point outside of the space is drawn again. */
  private static final int TRIES = 20;

  /** Below this standard deviation of every coordinate a run has converged. */
  private static final double NARROW = 1e-9;

  /** Above this condition number of the covariance matrix it is no use (Hansen 2016, B.3). */
  private static final double SINGULAR = 1e14;

  /**
   * A trial with the point that it was drawn as.
   *
   * @param injected true if it was not drawn in the generation that learns from it
   */
  record Offspring(Ranked ranked, List<Double> point, boolean injected)
      implements Comparable<Offspring> {
    @Override
    public int compareTo(Offspring other) {
      return ranked.compareTo(other.ranked);
    }
  }

  private final Coordinates coordinates;
  private final StrategyParameters parameters;
  private final CovarianceAdaptation normal;
  private final OptionProbabilities options;

  /** The best trial of each generation. */
  private final List<Ranked> best = new ArrayList<>();

  CmaEsRun(Coordinates coordinates, int offspring, double[] mean, double sigma, double choiceRate) {
    this.coordinates = coordinates;
    this.parameters = StrategyParameters.of(Math.max(1, coordinates.size()), offspring);
    this.normal = new CovarianceAdaptation(parameters, mean, sigma);
    this.options = new OptionProbabilities(coordinates.choices(), choiceRate);
  }

  /** λ: how many outcomes make a generation. */
  int offspring() {
    return parameters.offspring();
  }

  double[] mean() {
    return normal.mean();
  }

  /** A point of [0, 1]ⁿ. */
  double[] draw(RandomGenerator random) {
    double[] point = normal.draw(random);
    for (int i = 0; i < TRIES && !inside(point); i++) {
      point = normal.draw(random);
    }
    return Arrays.stream(point).map(Mutation::reflect).toArray();
  }

  private static boolean inside(double[] point) {
    return Arrays.stream(point).allMatch(x -> x >= 0 && x <= 1);
  }

  /** The params at a point, with choices drawn. */
  Params params(double[] point, RandomGenerator random) {
    return coordinates.params(point, choice -> options.draw(choice, random));
  }

  /**
   * Learns from a generation.
   *
   * @param generation λ trials, best first
   * @return true if the run has come to its end
   */
  boolean learn(List<Offspring> generation) {
    normal.update(
        generation.stream().map(Offspring::point).toList(),
        generation.stream().map(Offspring::injected).toList());
    List<Params> parents =
        generation.subList(0, parameters.parents()).stream()
            .map(offspring -> offspring.ranked().trial().params())
            .toList();
    for (Choice choice : coordinates.choices()) {
      options.update(choice, parents, parameters.weights());
    }
    keepMargins();
    best.add(generation.get(0).ranked());
    return isOver();
  }

  private void keepMargins() {
    double alpha = 1.0 / (offspring() * Math.max(1, coordinates.size()));
    double[] mean = normal.mean();
    for (int i = 0; i < mean.length; i++) {
      if (!coordinates.isContinuous(i)) {
        Coordinates.Bin bin = coordinates.bin(i, mean[i]);
        Margin margin = Margin.of(bin, mean[i], normal.deviation(i), alpha);
        normal.set(i, margin.mean(), margin.deviation());
      }
    }
  }

  /**
   * Narrow (in the continuous coordinates: a margin keeps the others wide), singular, or of the
   * same best loss for 10 + ⌈30 n/λ⌉ generations (Hansen 2016, B.3).
   */
  private boolean isOver() {
    int n = coordinates.size();
    double[] widths =
        IntStream.range(0, n)
            .filter(coordinates::isContinuous)
            .mapToDouble(normal::deviation)
            .toArray();
    boolean narrow = widths.length > 0 && Arrays.stream(widths).allMatch(width -> width < NARROW);
    int patience = 10 + (int) Math.ceil(30.0 * n / offspring());
    return narrow || normal.condition() > SINGULAR || isFlat(patience);
  }

  private boolean isFlat(int generations) {
    if (best.size() < generations) {
      return false;
    }
    List<Ranked> recent = best.subList(best.size() - generations, best.size());
    Ranked least = Collections.min(recent);
    Ranked most = Collections.max(recent);
    return least.tier() == most.tier()
        && most.loss() - least.loss() <= 1e-12 * Math.abs(least.loss());
  }
}
