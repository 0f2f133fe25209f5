package drover.search;

import drover.core.Note;
import drover.core.Outcome;
import drover.core.Params;
import drover.core.Randomness;
import drover.core.SearchContext;
import drover.core.Searcher;
import drover.core.Trial;
import drover.core.config.Section;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * A steady-state genetic algorithm (Whitley 1989, GENITOR): the population is the best trials so
 * far, whatever order they come back in, so that every outcome counts at once and nothing waits for
 * a generation.
 *
 * <p>The first trials are a Latin hypercube. Then each child has two parents, chosen by tournament
 * (Goldberg and Deb 1991), where the first is often the best trial itself; it takes its numbers by
 * {@link Crossover#blend} or {@link Crossover#difference} and its choices by exchange, and is then
 * mutated: one parameter in any case, others with a small probability. Mutation steps shrink
 * geometrically over the study. A parameter that is inactive in one parent comes from the other;
 * one that is inactive in both is drawn. A child that was asked before is made again.
 */
final class GeneticSearcher implements Searcher {

  /** How far a difference moves a child towards its second parent. */
  private static final double PULL = 0.5;

  /** Mean factor of a difference; one multiple a child. */
  private static final double FACTOR = 0.5;

  /**
   * How the population breeds; {@code reference.conf} says what each means.
   *
   * @param population individuals kept, and size of the first design
   */
  record Settings(
      int population,
      int tournament,
      double elitism,
      double crossover,
      double difference,
      double mutation,
      double firstStep,
      double lastStep) {

    static Settings read(Section settings) {
      return new Settings(
          (int) settings.integer("population", 2, 10_000),
          (int) settings.integer("tournament", 1, 10_000),
          settings.real("elitism", 0, 1),
          settings.real("crossover", 0, 1),
          settings.real("difference", 0, 1),
          settings.real("mutation", 0, 100),
          settings.real("first-step", 1e-6, 0.5),
          settings.real("last-step", 1e-6, 0.5));
    }
  }

  private final SearchContext context;
  private final Settings settings;
  private final LatinHypercube design;
  private final Unseen unseen;

  /** The best trials so far, best first. */
  private final List<Ranked> population = new ArrayList<>();

  private GeneticSearcher(SearchContext context, Settings settings) {
    this.context = context;
    this.settings = settings;
    this.design = new LatinHypercube(context.space(), context.seed(), settings.population());
    this.unseen = new Unseen(context.space());
  }

  static Searcher create(SearchContext context, Section section) {
    Searchers.requireOneGoal("genetic", context, section);
    Settings settings = Settings.read(section);
    Searchers.requireTrials("population", settings.population(), context, section);
    return new GeneticSearcher(context, settings);
  }

  @Override
  public Optional<Trial> propose(int id) {
    RandomGenerator random = Randomness.of(context.seed(), id, "genetic");
    return params(id, random).map(params -> new Trial(id, params, context.budget(), Note.EMPTY));
  }

  private Optional<Params> params(int id, RandomGenerator random) {
    if (id < settings.population()) {
      return design.unseen(id, unseen, random);
    }
    if (population.size() < 2) {
      return unseen.sample(random);
    }
    return unseen.first(random, () -> child(id, random));
  }

  @Override
  public void asked(Trial trial) {
    unseen.remove(trial.params());
  }

  @Override
  public void told(Trial trial, Outcome outcome) {
    Ranked.of(trial, outcome)
        .ifPresent(
            ranked -> {
              population.add(-Collections.binarySearch(population, ranked) - 1, ranked);
              if (population.size() > settings.population()) {
                population.remove(settings.population());
              }
            });
  }

  private Params child(int id, RandomGenerator random) {
    boolean elite = random.nextDouble() < settings.elitism();
    Params own = elite ? individual(0) : tournament(random);
    Params mate = tournament(random);
    Crossover crossover = crossover(random);
    double step = step(id);
    double rate = settings.mutation() / Math.max(1, own.values().size());
    String always = Mutation.anyName(own, random);
    return context
        .space()
        .build(
            parameter -> {
              Optional<Object> value = crossover.inherited(parameter, own, mate, random);
              if (value.isEmpty()) {
                return parameter.at(random.nextDouble());
              }
              boolean mutates = random.nextDouble() < rate || parameter.name().equals(always);
              return mutates ? Mutation.mutate(parameter, value.get(), step, random) : value.get();
            });
  }

  private Crossover crossover(RandomGenerator random) {
    if (random.nextDouble() >= settings.crossover()) {
      return Crossover.none();
    }
    if (random.nextDouble() >= settings.difference()) {
      return Crossover.blend();
    }
    double factor = FACTOR * (1 + 0.5 * Randomness.gaussian(random));
    return Crossover.difference(PULL, factor, anyIndividual(random), anyIndividual(random));
  }

  /** The mean step of a mutation, from the first to the last over the study's trials. */
  private double step(int id) {
    double progress = Math.min(1, (double) id / context.trials());
    return settings.firstStep()
        * StrictMath.pow(settings.lastStep() / settings.firstStep(), progress);
  }

  /** The best of a few individuals drawn with replacement. */
  private Params tournament(RandomGenerator random) {
    int best = population.size() - 1;
    for (int i = 0; i < settings.tournament(); i++) {
      best = Math.min(best, random.nextInt(population.size()));
    }
    return individual(best);
  }

  private Params anyIndividual(RandomGenerator random) {
    return individual(random.nextInt(population.size()));
  }

  private Params individual(int rank) {
    return population.get(rank).trial().params();
  }
}
