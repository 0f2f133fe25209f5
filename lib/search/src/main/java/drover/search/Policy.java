package drover.search;

import drover.core.Randomness;
import drover.core.space.Choice;
import drover.core.space.Parameter;
import java.util.random.RandomGenerator;

/**
 * A random decision about one parameter, whose distribution learns by gradients of the
 * log-probability of what was decided, ∇ log π (Williams 1992).
 */
sealed interface Policy {

  /** For a choice a {@link Softmax}, for numbers and ordinals a {@link Gaussian}. */
  static Policy of(Parameter parameter) {
    return parameter instanceof Choice choice ? new Softmax(choice) : new Gaussian(parameter);
  }

  /** Draws a value. */
  Object draw(RandomGenerator random);

  /** Makes a value likelier by a step along ∇ log π, or less likely by a negative one. */
  void learn(Object value, double step);

  /** Makes the distribution broader by a step along the gradient of its entropy. */
  void broaden(double step);

  /** A distribution over the options of a choice, with a logit each: π = exp(z) / Σ exp(z). */
  final class Softmax implements Policy {

    private final Choice choice;
    private final double[] logits;

    Softmax(Choice choice) {
      this.choice = choice;
      this.logits = new double[choice.values().size()];
    }

    /** π of each option. */
    double[] probabilities() {
      double[] weights = new double[logits.length];
      double highest = Double.NEGATIVE_INFINITY;
      for (double logit : logits) {
        highest = Math.max(highest, logit);
      }
      double sum = 0;
      for (int i = 0; i < weights.length; i++) {
        weights[i] = StrictMath.exp(logits[i] - highest);
        sum += weights[i];
      }
      for (int i = 0; i < weights.length; i++) {
        weights[i] /= sum;
      }
      return weights;
    }

    @Override
    public Object draw(RandomGenerator random) {
      double[] probabilities = probabilities();
      double rest = random.nextDouble() - probabilities[0];
      int option = 0;
      while (rest >= 0 && option < probabilities.length - 1) {
        option++;
        rest -= probabilities[option];
      }
      return choice.values().get(option);
    }

    /** ∂ log π(a) / ∂ zᵢ = 1 − πᵢ for the option taken, −πᵢ for the others. */
    @Override
    public void learn(Object value, double step) {
      double[] probabilities = probabilities();
      int taken = choice.values().indexOf(value);
      for (int i = 0; i < logits.length; i++) {
        logits[i] += step * ((i == taken ? 1 : 0) - probabilities[i]);
      }
    }

    /** ∂H / ∂ zᵢ = −πᵢ (log πᵢ + H). */
    @Override
    public void broaden(double step) {
      double[] probabilities = probabilities();
      double entropy = 0;
      for (double p : probabilities) {
        entropy -= p > 0 ? p * StrictMath.log(p) : 0;
      }
      for (int i = 0; i < logits.length; i++) {
        double p = probabilities[i];
        logits[i] -= p > 0 ? step * p * (StrictMath.log(p) + entropy) : 0;
      }
    }
  }

  /**
   * A normal distribution of the position in [0, 1], mirrored at the ends. Steps go along the
   * natural gradient, which is the same on every scale: the Fisher information is 1/σ² of μ and 2
   * of log σ.
   */
  final class Gaussian implements Policy {

    /** At first the whole range is likely. */
    private static final double WIDEST = 0.5;

    private static final double NARROWEST = 1e-3;

    /** A value from far outside, of a trial that others proposed, must not undo all learning. */
    private static final double FARTHEST = 3;

    private final Parameter parameter;
    private double mean = 0.5;
    private double logDeviation = StrictMath.log(WIDEST);

    Gaussian(Parameter parameter) {
      this.parameter = parameter;
    }

    /** μ. */
    double mean() {
      return mean;
    }

    /** σ. */
    double deviation() {
      return StrictMath.exp(logDeviation);
    }

    @Override
    public Object draw(RandomGenerator random) {
      double position = mean + deviation() * Randomness.gaussian(random);
      return parameter.at(Mutation.reflect(position));
    }

    /** With z = (x − μ)/σ: ∂ log π / ∂μ = z/σ and ∂ log π / ∂ log σ = z² − 1. */
    @Override
    public void learn(Object value, double step) {
      double deviation = deviation();
      double z = (parameter.position(value) - mean) / deviation;
      mean = Math.max(0, Math.min(1, mean + step * z * deviation));
      double bounded = Math.max(-FARTHEST, Math.min(FARTHEST, z));
      setLogDeviation(logDeviation + step * (bounded * bounded - 1) / 2);
    }

    /** ∂H / ∂ log σ = 1. */
    @Override
    public void broaden(double step) {
      setLogDeviation(logDeviation + step / 2);
    }

    private void setLogDeviation(double value) {
      logDeviation = Math.max(StrictMath.log(NARROWEST), Math.min(StrictMath.log(WIDEST), value));
    }
  }
}
