package drover.search;

import drover.core.Params;
import drover.core.space.Choice;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.random.RandomGenerator;

/**
 * A gradient bandit for each choice (Sutton and Barto 2018, section 2.8): an option is drawn with
 * the softmax π of its preference H, and a reward R above the mean of all those of the choice so
 * far raises the preference of the option it came with: H ← H + α (R − R̄) (onehot − π).
 *
 * <p>The reward of the trial that r of n are better than is (1 − (r + ½)/n)^p, so that it depends
 * on no scale.
 */
final class OptionBandit {

  /** p of the reward. */
  private static final double POWER = 3;

  /** What is known of a choice. */
  private static final class Arm {
    final double[] preferences;
    double sum;
    int plays;

    Arm(int options) {
      this.preferences = new double[options];
    }

    double[] probabilities() {
      double most = Double.NEGATIVE_INFINITY;
      for (double preference : preferences) {
        most = Math.max(most, preference);
      }
      double[] probabilities = new double[preferences.length];
      double total = 0;
      for (int k = 0; k < probabilities.length; k++) {
        probabilities[k] = StrictMath.exp(preferences[k] - most);
        total += probabilities[k];
      }
      for (int k = 0; k < probabilities.length; k++) {
        probabilities[k] /= total;
      }
      return probabilities;
    }
  }

  private final List<Choice> choices;
  private final Map<String, Arm> arms = new HashMap<>();
  private final double rate;

  /** All trials so far, best first. */
  private final List<Ranked> past = new ArrayList<>();

  /**
   * @param rate α, at least 0
   */
  OptionBandit(List<Choice> choices, double rate) {
    this.choices = choices;
    this.rate = rate;
    for (Choice choice : choices) {
      arms.put(choice.name(), new Arm(choice.values().size()));
    }
  }

  /** The probability of each option of a choice, in their order. */
  double[] probabilities(Choice choice) {
    return arm(choice).probabilities();
  }

  /** An option drawn by its probability. */
  Object draw(Choice choice, RandomGenerator random) {
    return choice.values().get(OptionProbabilities.draw(probabilities(choice), random));
  }

  /** Learns which options the trial had, and what became of it. */
  void learn(Ranked ranked) {
    int rank = -Collections.binarySearch(past, ranked) - 1;
    past.add(rank, ranked);
    double reward = StrictMath.pow(1 - (rank + 0.5) / past.size(), POWER);
    Params params = ranked.trial().params();
    for (Choice choice : choices) {
      params.find(choice.name()).ifPresent(option -> learn(choice, option, reward));
    }
  }

  private void learn(Choice choice, Object option, double reward) {
    Arm arm = arm(choice);
    double[] probabilities = arm.probabilities();
    int chosen = choice.values().indexOf(option);
    arm.sum += reward;
    arm.plays++;
    double advantage = rate * (reward - arm.sum / arm.plays);
    for (int k = 0; k < probabilities.length; k++) {
      arm.preferences[k] += advantage * ((k == chosen ? 1 : 0) - probabilities[k]);
    }
  }

  private Arm arm(Choice choice) {
    return Objects.requireNonNull(arms.get(choice.name()));
  }
}
