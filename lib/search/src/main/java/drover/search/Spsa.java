package drover.search;

import drover.core.SearchContext;
import drover.core.Searcher;
import drover.core.config.Section;
import java.util.random.RandomGenerator;

/**
 * Simultaneous perturbation stochastic approximation (Spall 1992, Multivariate stochastic
 * approximation using a simultaneous perturbation gradient approximation): a pair of trials at x ±
 * c Δ, each entry of Δ +1 or −1 at random, estimates all entries of the gradient at once as (y₊ −
 * y₋) / (2 c Δᵢ).
 *
 * <p>The gains have the form of Spall (1998, Implementation of the simultaneous perturbation
 * algorithm for stochastic optimization): a / (k + 1 + A)^α for the step, which is made by {@link
 * Adam}, and c / (k + 1)^γ for the perturbation, with A a tenth of the pairs that the study has
 * room for. Spall's γ of 0.101 is meant for noisy losses; the default is faster.
 *
 * <p>The difference of a pair's losses is divided by a running mean of such differences and cut off
 * at 1, so that the scale of the loss does not matter.
 */
final class Spsa implements PairSearcher.Descent {

  /** The gains; {@code reference.conf} says what each means. */
  record Settings(double gain, double gainDecay, double reach, double reachDecay) {

    static Settings read(Section settings) {
      return new Settings(
          settings.real("gain", 1e-6, 1),
          settings.real("gain-decay", 0, 3),
          settings.real("reach", 1e-6, 0.5),
          settings.real("reach-decay", 0, 3));
    }
  }

  /** Adam's decays, shorter than usual, as a study has few pairs. */
  private static final double FIRST_DECAY = 0.7;

  private static final double SECOND_DECAY = 0.99;

  /** How fast the mean difference follows the differences. */
  private static final double SCALE_RATE = 0.1;

  private final Settings settings;
  private final double stability;
  private final double[] point;
  private final Adam adam;
  private int pairs;

  /** Mean absolute difference of a pair's losses; 0 as long as none differed. */
  private double scale;

  /**
   * @param trials of the whole study
   * @param start where it begins
   */
  Spsa(Settings settings, int trials, double[] start) {
    this.settings = settings;
    this.stability = 0.1 * trials / 2;
    this.point = start.clone();
    this.adam = new Adam(start.length, FIRST_DECAY, SECOND_DECAY);
  }

  static Searcher create(SearchContext context, Section section) {
    Settings settings = Settings.read(section);
    return PairSearcher.create(
        "spsa", context, section, start -> new Spsa(settings, context.trials(), start));
  }

  @Override
  public double[] point() {
    return point.clone();
  }

  @Override
  public double[] step(RandomGenerator random) {
    double reach = settings.reach() / StrictMath.pow(pairs + 1, settings.reachDecay());
    double[] step = new double[point.length];
    for (int i = 0; i < step.length; i++) {
      step[i] = random.nextBoolean() ? reach : -reach;
    }
    return step;
  }

  @Override
  public void learn(PairSearcher.Pair pair) {
    double difference = difference(pair.plus(), pair.minus());
    double[] gradient = new double[point.length];
    for (int i = 0; i < gradient.length; i++) {
      gradient[i] = difference / (2 * pair.step().get(i));
    }
    // The first step is the setting itself.
    double age = (1 + stability) / (pairs + 1 + stability);
    adam.move(point, gradient, settings.gain() * StrictMath.pow(age, settings.gainDecay()));
    pairs++;
  }

  /** The difference of the losses on their own scale, in [−1, 1]. */
  private double difference(Ranked plus, Ranked minus) {
    if (plus.tier() != minus.tier()) {
      return Integer.compare(plus.tier(), minus.tier());
    }
    double difference = plus.loss() - minus.loss();
    if (difference == 0) {
      return 0;
    }
    double size = Math.abs(difference);
    scale = scale == 0 ? size : scale + SCALE_RATE * (size - scale);
    return Math.max(-1, Math.min(1, difference / scale));
  }
}
