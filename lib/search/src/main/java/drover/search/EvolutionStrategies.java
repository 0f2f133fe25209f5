package drover.search;

import drover.core.Randomness;
import drover.core.SearchContext;
import drover.core.Searcher;
import drover.core.config.Section;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Evolution strategies as a gradient estimate (Salimans et al. 2017, Evolution strategies as a
 * scalable alternative to reinforcement learning; Wierstra et al. 2014, Natural evolution
 * strategies): normal steps ε of standard deviation σ around the mean, in antithetic pairs; the
 * gradient is Σ uᵣ ε / σ over a generation of pairs, where u falls evenly from ½ for the best rank
 * to −½ for the worst. The mean moves by {@link Adam} in units of σ, the natural gradient's, and σ
 * shrinks geometrically over the study.
 */
final class EvolutionStrategies implements PairSearcher.Descent {

  /** How it moves; {@code reference.conf} says what each means. */
  record Settings(int pairs, double rate, double firstSigma, double lastSigma) {

    static Settings read(Section settings) {
      return new Settings(
          (int) settings.integer("pairs", 1, 5000),
          settings.real("rate", 1e-6, 10),
          settings.real("first-sigma", 1e-6, 1),
          settings.real("last-sigma", 1e-6, 1));
    }
  }

  /** One trial of a pair: its step, and how it ranks. */
  private record Offspring(int sign, List<Double> step, Ranked ranked)
      implements Comparable<Offspring> {
    @Override
    public int compareTo(Offspring other) {
      return ranked.compareTo(other.ranked);
    }
  }

  /** Adam's decays: short, as a study has few generations. */
  private static final double FIRST_DECAY = 0.5;

  private static final double SECOND_DECAY = 0.9;

  private final Settings settings;
  private final int trials;
  private final double[] mean;
  private final Adam adam;
  private final List<Offspring> generation = new ArrayList<>();
  private int learned;

  /**
   * @param trials of the whole study
   * @param start the first mean
   */
  EvolutionStrategies(Settings settings, int trials, double[] start) {
    this.settings = settings;
    this.trials = trials;
    this.mean = start.clone();
    this.adam = new Adam(start.length, FIRST_DECAY, SECOND_DECAY);
  }

  static Searcher create(SearchContext context, Section section) {
    Settings settings = Settings.read(section);
    return PairSearcher.create(
        "evolution-strategies",
        context,
        section,
        start -> new EvolutionStrategies(settings, context.trials(), start));
  }

  @Override
  public double[] point() {
    return mean.clone();
  }

  @Override
  public double[] step(RandomGenerator random) {
    double sigma = sigma();
    double[] step = new double[mean.length];
    for (int i = 0; i < step.length; i++) {
      step[i] = sigma * Randomness.gaussian(random);
    }
    return step;
  }

  private double sigma() {
    double progress = Math.min(1, (double) learned / trials);
    return settings.firstSigma()
        * StrictMath.pow(settings.lastSigma() / settings.firstSigma(), progress);
  }

  @Override
  public void learn(PairSearcher.Pair pair) {
    generation.add(new Offspring(1, pair.step(), pair.plus()));
    generation.add(new Offspring(-1, pair.step(), pair.minus()));
    if (generation.size() == 2 * settings.pairs()) {
      Collections.sort(generation);
      double sigma = sigma();
      adam.move(mean, gradient(sigma), settings.rate() * sigma);
      learned += generation.size();
      generation.clear();
    }
  }

  /** The gradient of the loss; unknown (NaN) where no pair had the parameter active. */
  private double[] gradient(double sigma) {
    double[] gradient = new double[mean.length];
    for (int i = 0; i < gradient.length; i++) {
      boolean known = false;
      for (int rank = 0; rank < generation.size(); rank++) {
        Offspring offspring = generation.get(rank);
        double step = offspring.sign() * offspring.step().get(i);
        if (!Double.isNaN(step)) {
          known = true;
          double utility = 0.5 - rank / (generation.size() - 1.0);
          gradient[i] -= utility * step / sigma;
        }
      }
      gradient[i] = known ? gradient[i] : Double.NaN;
    }
    return gradient;
  }
}
