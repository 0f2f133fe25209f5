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
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.random.RandomGenerator;

/**
 * Adaptive differential evolution (Storn and Price 1997; JADE: Zhang and Sanderson 2009), without
 * generations: each trial is made from the population as it is, and takes its target's place when
 * it comes back no worse.
 *
 * <p>A trial vector is DE/current-to-pbest/1/bin with archive (JADE, eq. 7): v = x + K (pbest − x)
 * + F (r1 − r2), see {@link Crossover#difference}. The target x is one individual after another,
 * pbest one of the best, r1 another one, and r2 one of the others or of the archive of those that
 * were replaced. JADE's K is F; short searches gain by a K drawn between F and 1. A parameter takes
 * its value from v with probability CR, and one does in any case. A vector that was asked before is
 * mutated in one parameter.
 *
 * <p>F is drawn from Cauchy(μF, 0.1) and CR from N(μCR, 0.1). After as many outcomes as there are
 * individuals, μF moves towards the Lehmer mean and μCR towards the mean of those that made
 * improvements (JADE, eqs. 9 to 13). The first trials are a Latin hypercube.
 */
final class DifferentialEvolutionSearcher implements Searcher {

  /** Notes: which individual the trial competes with, and how it was made. */
  private static final String TARGET = "target";

  private static final String F = "f";
  private static final String CR = "cr";

  /** A target, two others and one of the best. */
  private static final int LEAST_POPULATION = 4;

  /** With population = auto: how many generations the study is to have, and the bounds. */
  private static final int GENERATIONS = 30;

  private static final int AUTO_LOW = 6;
  private static final int AUTO_HIGH = 50;

  /** Spread of F and CR about their means. */
  private static final double SPREAD = 0.1;

  /** Mean step of the mutation that makes a new point of one that was asked before. */
  private static final double STEP = 0.1;

  /**
   * How the population evolves; {@code reference.conf} says what each means.
   *
   * @param population how many individuals, and size of the first design
   */
  record Settings(int population, double best, double f, double cr, double adaptation) {

    static Settings read(Section settings, int trials) {
      long auto = Math.max(AUTO_LOW, Math.min(AUTO_HIGH, trials / GENERATIONS));
      return new Settings(
          settings
              .integerOr("auto", "population", LEAST_POPULATION, 10_000)
              .orElse(auto)
              .intValue(),
          settings.real("best", 0, 1),
          settings.real("first-f", 0.01, 1),
          settings.real("first-cr", 0, 1),
          settings.real("adaptation", 0, 1));
    }
  }

  private final SearchContext context;
  private final Settings settings;
  private final LatinHypercube design;
  private final Unseen unseen;

  /** Individuals by their place. */
  private final Map<Integer, Ranked> population = new TreeMap<>();

  /** Individuals that better ones replaced, at most as many as the population has. */
  private final List<Params> archive = new ArrayList<>();

  private final Adaptation adaptation;

  private DifferentialEvolutionSearcher(SearchContext context, Settings settings) {
    this.context = context;
    this.settings = settings;
    this.design = new LatinHypercube(context.space(), context.seed(), settings.population());
    this.unseen = new Unseen(context.space());
    this.adaptation = new Adaptation(settings);
  }

  static Searcher create(SearchContext context, Section section) {
    Searchers.requireOneGoal("differential-evolution", context, section);
    Settings settings = Settings.read(section, context.trials());
    Searchers.requireTrials("population", settings.population(), context, section);
    return new DifferentialEvolutionSearcher(context, settings);
  }

  @Override
  public Optional<Trial> propose(int id) {
    RandomGenerator random = Randomness.of(context.seed(), id, "differential-evolution");
    long place = id % settings.population();
    if (id < settings.population()) {
      return trial(id, design.unseen(id, unseen, random), Map.of(TARGET, place));
    }
    if (population.size() < LEAST_POPULATION) {
      return trial(id, unseen.sample(random), Map.of(TARGET, place));
    }
    double f = adaptation.f(random);
    double cr = adaptation.cr(random);
    Params vector = vector((int) place, f, cr, random);
    return trial(id, unseen.near(vector, STEP, random), Map.of(TARGET, place, F, f, CR, cr));
  }

  private Optional<Trial> trial(int id, Optional<Params> params, Map<String, Object> note) {
    return params.map(p -> new Trial(id, p, context.budget(), new Note(note)));
  }

  private Params vector(int place, double f, double cr, RandomGenerator random) {
    List<Ranked> others = new ArrayList<>(population.values());
    others.sort(null);
    Params best = any(others.subList(0, elite(others.size())), random).trial().params();
    // A place may be empty still, after a failure: then any individual is the target.
    Ranked target = population.containsKey(place) ? population.get(place) : any(others, random);
    others.remove(target);
    Params plus = others.remove(random.nextInt(others.size())).trial().params();
    int other = random.nextInt(others.size() + archive.size());
    Params minus =
        other < others.size()
            ? others.get(other).trial().params()
            : archive.get(other - others.size());
    Params x = target.trial().params();
    Crossover difference = Crossover.difference(f + (1 - f) * random.nextDouble(), f, plus, minus);
    String always = Mutation.anyName(x, random);
    return context
        .space()
        .build(
            parameter -> {
              boolean crosses = random.nextDouble() < cr || parameter.name().equals(always);
              return (crosses ? difference : Crossover.none())
                  .inherited(parameter, x, best, random)
                  .orElseGet(() -> parameter.at(random.nextDouble()));
            });
  }

  private int elite(int size) {
    return Math.max(1, (int) Math.round(settings.best() * size));
  }

  private static Ranked any(List<Ranked> individuals, RandomGenerator random) {
    return individuals.get(random.nextInt(individuals.size()));
  }

  @Override
  public void asked(Trial trial) {
    unseen.remove(trial.params());
  }

  @Override
  public void told(Trial trial, Outcome outcome) {
    Ranked.of(trial, outcome).ifPresent(this::learn);
  }

  private void learn(Ranked ranked) {
    int place = place(ranked.trial());
    Ranked target = population.get(place);
    boolean improves = target != null && Ranked.MERIT.compare(ranked, target) < 0;
    if (target == null || Ranked.MERIT.compare(ranked, target) <= 0) {
      population.put(place, ranked);
    }
    if (target != null && improves) {
      archive(target.trial().params(), ranked.trial().id());
    }
    adaptation.learn(ranked.trial().note(), improves);
  }

  /** Any one makes room when the archive is full. */
  private void archive(Params replaced, int id) {
    archive.add(replaced);
    if (archive.size() > settings.population()) {
      RandomGenerator random = Randomness.of(context.seed(), id, "archive");
      archive.remove(random.nextInt(archive.size()));
    }
  }

  /** The trial's target; for a trial of another's, the first empty place or the worst one. */
  private int place(Trial trial) {
    if (trial.note().find(TARGET).orElse(null) instanceof Long place
        && place < settings.population()) {
      return place.intValue();
    }
    for (int place = 0; place < settings.population(); place++) {
      if (!population.containsKey(place)) {
        return place;
      }
    }
    return population.entrySet().stream().max(Map.Entry.comparingByValue()).orElseThrow().getKey();
  }

  /** The means of F and CR. */
  private static final class Adaptation {
    private final Settings settings;
    private double meanF;
    private double meanCr;
    private int outcomes;
    private final List<Double> goodF = new ArrayList<>();
    private final List<Double> goodCr = new ArrayList<>();

    Adaptation(Settings settings) {
      this.settings = settings;
      this.meanF = settings.f();
      this.meanCr = settings.cr();
    }

    /** Drawn again while it is not positive; at most 1. */
    double f(RandomGenerator random) {
      double f = 0;
      while (f <= 0) {
        double cauchy = StrictMath.tan(StrictMath.PI * (random.nextDouble() - 0.5));
        f = Math.min(1, meanF + SPREAD * cauchy);
      }
      return f;
    }

    double cr(RandomGenerator random) {
      return Math.max(0, Math.min(1, meanCr + SPREAD * Randomness.gaussian(random)));
    }

    void learn(Note note, boolean improves) {
      if (improves
          && note.find(F).orElse(null) instanceof Double f
          && note.find(CR).orElse(null) instanceof Double cr) {
        goodF.add(f);
        goodCr.add(cr);
      }
      outcomes++;
      if (outcomes % settings.population() == 0 && !goodF.isEmpty()) {
        double lehmer = goodF.stream().mapToDouble(f -> f * f).sum() / sum(goodF);
        meanF += settings.adaptation() * (lehmer - meanF);
        meanCr += settings.adaptation() * (sum(goodCr) / goodCr.size() - meanCr);
        goodF.clear();
        goodCr.clear();
      }
    }

    private static double sum(Collection<Double> values) {
      return values.stream().mapToDouble(Double::doubleValue).sum();
    }
  }
}
