package drover.search;

import drover.core.Params;
import drover.core.space.Choice;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;

/**
 * A learned categorical distribution for each choice: the probabilities move towards the options of
 * the better half of a generation, p ← p + η Σ wᵢ (onehot(xᵢ) − p), the natural gradient of a
 * categorical distribution (Hamano et al. 2024, CatCMA, eq. 9; with equal weights it is PBIL,
 * Baluja 1994). No probability falls below a floor, so that no option is lost.
 */
final class OptionProbabilities {

  /** Probability that a draw has no option at the floor (Hamano et al. 2024, section 4.3). */
  private static final double UNTOUCHED = 0.73;

  private final Map<String, double[]> probabilities = new HashMap<>();
  private final double rate;
  private final int choices;

  OptionProbabilities(List<Choice> choices, double rate) {
    this.rate = rate;
    this.choices = choices.size();
    for (Choice choice : choices) {
      double[] uniform = new double[choice.values().size()];
      Arrays.fill(uniform, 1.0 / uniform.length);
      probabilities.put(choice.name(), uniform);
    }
  }

  /** The probabilities of a choice's options, in their order. */
  double[] of(Choice choice) {
    return java.util.Objects.requireNonNull(probabilities.get(choice.name()));
  }

  /** An option drawn by its probability. */
  Object draw(Choice choice, RandomGenerator random) {
    return choice.values().get(draw(of(choice), random));
  }

  /** The index of a probability, drawn with it. */
  static int draw(double[] probabilities, RandomGenerator random) {
    double rest = random.nextDouble();
    int index = 0;
    while (index < probabilities.length - 1 && rest >= probabilities[index]) {
      rest -= probabilities[index];
      index++;
    }
    return index;
  }

  /** Learns from the better part of a generation, best first, one weight each. */
  void update(Choice choice, List<Params> best, List<Double> weights) {
    double[] p = of(choice);
    double[] change = new double[p.length];
    for (int i = 0; i < best.size(); i++) {
      int option = best.get(i).find(choice.name()).map(choice.values()::indexOf).orElse(-1);
      if (option >= 0) {
        for (int k = 0; k < p.length; k++) {
          change[k] += weights.get(i) * ((k == option ? 1 : 0) - p[k]);
        }
      }
    }
    for (int k = 0; k < p.length; k++) {
      p[k] += rate * change[k];
    }
    keepFloor(p);
  }

  private void keepFloor(double[] p) {
    double floor = (1 - StrictMath.pow(UNTOUCHED, 1.0 / choices)) / (p.length - 1);
    double sum = 0;
    for (int k = 0; k < p.length; k++) {
      p[k] = Math.max(floor, p[k]);
      sum += p[k] - floor;
    }
    for (int k = 0; k < p.length; k++) {
      p[k] = floor + (p[k] - floor) * (1 - floor * p.length) / sum;
    }
  }
}
