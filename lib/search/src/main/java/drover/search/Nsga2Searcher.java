package drover.search;

import drover.core.Note;
import drover.core.Outcome;
import drover.core.Params;
import drover.core.Randomness;
import drover.core.SearchContext;
import drover.core.Searcher;
import drover.core.Trial;
import drover.core.config.Section;
import drover.core.pareto.Pareto;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/**
 * NSGA-II for several goals (Deb, Pratap, Agarwal and Meyarivan 2002), steady-state (Durillo,
 * Nebro, Luna and Alba 2009): each outcome joins the population at once, and the worst individual
 * leaves it, so that nothing waits for a generation.
 *
 * <p>An individual is better that lies in an earlier front ({@link Pareto#fronts}), by constrained
 * domination ({@link Ranked#dominates}: infeasible trials come last), and within a front the one
 * with more room around it ({@link Pareto#crowding}), so that the population spreads along the
 * front. With one goal that is the order of losses.
 *
 * <p>The first trials are a Latin hypercube. Then each child has two parents, each the better of
 * two drawn ones, takes its values by {@link Crossover#simulatedBinary} and is mutated, one
 * parameter a child on average ({@link Mutation}). A parameter that is inactive in one parent comes
 * from the other; one that is inactive in both is drawn. A child that was asked before is made
 * again.
 */
final class Nsga2Searcher implements Searcher {

  /** How the population breeds; {@code reference.conf} says what each means. */
  record Settings(
      int population, double crossover, double crossoverIndex, double mutation, double step) {

    static Settings read(Section settings) {
      return new Settings(
          (int) settings.integer("population", 2, 1000),
          settings.real("crossover", 0, 1),
          settings.real("crossover-index", 0, 1000),
          settings.real("mutation", 0, 100),
          settings.real("step", 1e-6, 0.5));
    }
  }

  private final SearchContext context;
  private final Settings settings;
  private final LatinHypercube design;
  private final Unseen unseen;

  /** The best individuals so far, best first. */
  private List<Ranked> population = List.of();

  private Nsga2Searcher(SearchContext context, Settings settings) {
    this.context = context;
    this.settings = settings;
    this.design = new LatinHypercube(context.space(), context.seed(), settings.population());
    this.unseen = new Unseen(context.space());
  }

  static Searcher create(SearchContext context, Section section) {
    Settings settings = Settings.read(section);
    Searchers.requireTrials("population", settings.population(), context, section);
    return new Nsga2Searcher(context, settings);
  }

  @Override
  public Optional<Trial> propose(int id) {
    RandomGenerator random = Randomness.of(context.seed(), id, "nsga2");
    return params(id, random).map(params -> new Trial(id, params, context.budget(), Note.EMPTY));
  }

  private Optional<Params> params(int id, RandomGenerator random) {
    if (id < settings.population()) {
      return design.unseen(id, unseen, random);
    }
    if (population.size() < 2) {
      return unseen.sample(random);
    }
    return unseen.first(random, () -> child(random));
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
              List<Ranked> all = new ArrayList<>(population);
              all.add(ranked);
              population = best(all, settings.population());
            });
  }

  /** The best of these individuals by front and crowding, best first. */
  static List<Ranked> best(List<Ranked> individuals, int size) {
    List<Ranked> best = new ArrayList<>();
    for (List<Ranked> front : Pareto.fronts(individuals, Ranked::dominates)) {
      double[] crowding = Pareto.crowding(front.stream().map(Ranked::losses).toList());
      IntStream.range(0, front.size())
          .boxed()
          .sorted(Comparator.comparingDouble(i -> -crowding[i]))
          .limit(size - best.size())
          .forEach(i -> best.add(front.get(i)));
    }
    return best;
  }

  private Params child(RandomGenerator random) {
    Params own = tournament(random);
    Params mate = tournament(random);
    Crossover crossover =
        random.nextDouble() < settings.crossover()
            ? Crossover.simulatedBinary(settings.crossoverIndex())
            : Crossover.none();
    double rate = settings.mutation() / Math.max(1, own.values().size());
    return context
        .space()
        .build(
            parameter -> {
              Optional<Object> value = crossover.inherited(parameter, own, mate, random);
              if (value.isEmpty()) {
                return parameter.at(random.nextDouble());
              }
              return random.nextDouble() < rate
                  ? Mutation.mutate(parameter, value.get(), settings.step(), random)
                  : value.get();
            });
  }

  /** The better of two individuals drawn with replacement. */
  private Params tournament(RandomGenerator random) {
    int one = random.nextInt(population.size());
    int other = random.nextInt(population.size());
    return population.get(Math.min(one, other)).trial().params();
  }
}
