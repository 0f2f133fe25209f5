package drover.search;

import drover.core.Note;
import drover.core.Outcome;
import drover.core.Params;
import drover.core.Randomness;
import drover.core.SearchContext;
import drover.core.Searcher;
import drover.core.Trial;
import drover.core.config.Section;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * Regularised evolution (Real, Aggarwal, Huang and Le 2019, Regularized Evolution for Image
 * Classifier Architecture Search, algorithm 1): the population is the latest trials that came back.
 * Each trial is a mutation, in one parameter, of the best individual of a random sample, and when
 * it comes back the oldest one dies, however good it is: what lasts must have good children too.
 *
 * <p>The first trials are a Latin hypercube, smaller than the population, which then grows. A
 * mutation that was asked before is mutated again.
 */
final class EvolutionSearcher implements Searcher {

  /**
   * How the population evolves; {@code reference.conf} says what each means.
   *
   * @param population how many trials it takes until an individual dies
   */
  record Settings(int population, int first, int sample, double step) {

    static Settings read(Section settings) {
      return new Settings(
          (int) settings.integer("population", 1, 10_000),
          (int) settings.integer("first", 1, 10_000),
          (int) settings.integer("sample", 1, 10_000),
          settings.real("step", 1e-6, 0.5));
    }
  }

  private final SearchContext context;
  private final Settings settings;
  private final LatinHypercube design;
  private final Unseen unseen;

  /** The latest trials that came back, oldest first. */
  private final Deque<Ranked> population = new ArrayDeque<>();

  private EvolutionSearcher(SearchContext context, Settings settings) {
    this.context = context;
    this.settings = settings;
    this.design = new LatinHypercube(context.space(), context.seed(), settings.first());
    this.unseen = new Unseen(context.space());
  }

  static Searcher create(SearchContext context, Section section) {
    Searchers.requireOneGoal("evolution", context, section);
    Settings settings = Settings.read(section);
    Searchers.requireTrials("first", settings.first(), context, section);
    return new EvolutionSearcher(context, settings);
  }

  @Override
  public Optional<Trial> propose(int id) {
    RandomGenerator random = Randomness.of(context.seed(), id, "evolution");
    return params(id, random).map(params -> new Trial(id, params, context.budget(), Note.EMPTY));
  }

  private Optional<Params> params(int id, RandomGenerator random) {
    if (id < settings.first()) {
      return design.unseen(id, unseen, random);
    }
    if (population.isEmpty()) {
      return unseen.sample(random);
    }
    double step = settings.step();
    Params child = Mutation.mutateOne(context.space(), parent(random), step, random);
    return unseen.near(child, step, random);
  }

  /** The best of a few individuals drawn with replacement. */
  private Params parent(RandomGenerator random) {
    List<Ranked> individuals = List.copyOf(population);
    return random
        .ints(settings.sample(), 0, individuals.size())
        .mapToObj(individuals::get)
        .min(Comparator.naturalOrder())
        .orElseThrow()
        .trial()
        .params();
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
              population.add(ranked);
              if (population.size() > settings.population()) {
                population.remove();
              }
            });
  }
}
