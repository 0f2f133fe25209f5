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
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * CMA-ES, the covariance matrix adaptation evolution strategy (Hansen and Ostermeier 2001; Hansen
 * 2016), for trials that come back in any order: whenever λ outcomes have arrived, they are the
 * next generation ({@link CmaEsRun}). Proposals never wait for it. A trial that was drawn from an
 * earlier generation's distribution, or by somebody else, is injected (Hansen 2011).
 *
 * <p>The first trials are a Latin hypercube, whose better half, with the weights of a generation,
 * is the first mean. A run that has converged is followed by another one from a random mean with a
 * larger λ: IPOP-CMA-ES (Auger and Hansen 2005).
 */
final class CmaEsSearcher implements Searcher {

  /** How it searches; {@code reference.conf} says what each means. */
  record Settings(int offspring, int design, double sigma, double choiceRate, double growth) {

    static Settings read(Section settings, int dimensions) {
      int usual = StrategyParameters.offspring(dimensions);
      int offspring =
          (int) (long) settings.integerOr("auto", "offspring", 2, 10_000).orElse((long) usual);
      return new Settings(
          offspring,
          settings.integerOr("auto", "design", 1, 10_000).map(Math::toIntExact).orElse(offspring),
          settings.real("sigma", 1e-6, 1),
          settings.real("choice-rate", 0, 1),
          settings.real("restart-growth", 1, 10));
    }
  }

  /**
   * Keys of the note: the point drawn, before it was rounded, and the generation it was drawn in.
   */
  private static final String POINT = "cma-es.point";

  private static final String GENERATION = "cma-es.generation";

  private final SearchContext context;
  private final Settings settings;
  private final Coordinates coordinates;
  private final LatinHypercube design;
  private final Unseen unseen;

  /** Outcomes that wait for their generation to be complete. */
  private final List<CmaEsRun.Offspring> arrived = new ArrayList<>();

  /** Generations learned so far, over all runs. */
  private long generation;

  /** The generation in which the run began. */
  private long runStart;

  /** Empty until the design is told. */
  private Optional<CmaEsRun> run = Optional.empty();

  private CmaEsSearcher(SearchContext context, Coordinates coordinates, Settings settings) {
    this.context = context;
    this.settings = settings;
    this.coordinates = coordinates;
    this.design = new LatinHypercube(context.space(), context.seed(), settings.design());
    this.unseen = new Unseen(context.space());
  }

  static Searcher create(SearchContext context, Section section) {
    Searchers.requireOneGoal("cma-es", context, section);
    Coordinates coordinates = new Coordinates(context.space());
    Settings settings = Settings.read(section, coordinates.size() + coordinates.choices().size());
    Searchers.requireTrials("offspring", settings.offspring(), context, section);
    Searchers.requireTrials("design", settings.design(), context, section);
    return new CmaEsSearcher(context, coordinates, settings);
  }

  @Override
  public Optional<Trial> propose(int id) {
    RandomGenerator random = Randomness.of(context.seed(), id, "cma-es");
    return run.map(current -> offspring(current, id, random)).orElseGet(() -> first(id, random));
  }

  private Optional<Trial> first(int id, RandomGenerator random) {
    return design
        .unseen(id, unseen, random)
        .map(params -> new Trial(id, params, context.budget(), Note.EMPTY));
  }

  private Optional<Trial> offspring(CmaEsRun current, int id, RandomGenerator random) {
    Map<Params, double[]> drawn = new HashMap<>();
    return unseen
        .first(
            random,
            () -> {
              double[] point = current.draw(random);
              Params params = current.params(point, random);
              drawn.put(params, point);
              return params;
            })
        .map(params -> new Trial(id, params, context.budget(), note(params, drawn)));
  }

  /** If nothing unseen was drawn, there is no point but that of the params themselves. */
  private Note note(Params params, Map<Params, double[]> drawn) {
    double[] point = drawn.get(params);
    return point == null
        ? Note.EMPTY
        : new Note(Map.of(POINT, Coordinates.list(point), GENERATION, generation));
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
    Note note = ranked.trial().note();
    long drawnIn = note.find(GENERATION).map(Long.class::cast).orElse(generation);
    if (drawnIn < runStart) {
      return; // drawn for a run that is over
    }
    boolean own = note.find(POINT).isPresent() && drawnIn == generation;
    arrived.add(new CmaEsRun.Offspring(ranked, point(ranked.trial()), !own));
    if (arrived.size() == run.map(CmaEsRun::offspring).orElse(settings.design())) {
      Collections.sort(arrived);
      endGeneration();
      arrived.clear();
    }
  }

  /**
   * The point that the trial was drawn as; of others' trials the middle of what they rounded to.
   */
  private List<Double> point(Trial trial) {
    Note note = trial.note();
    return Coordinates.list(
        note.find(POINT).isPresent()
            ? Coordinates.vector(note, POINT)
            : coordinates.vector(trial.params(), mean()));
  }

  private double[] mean() {
    return run.map(CmaEsRun::mean).orElseGet(coordinates::middle);
  }

  private void endGeneration() {
    generation++;
    if (run.isEmpty()) {
      run =
          Optional.of(
              start(
                  settings.offspring(),
                  coordinates.center(arrived.stream().map(CmaEsRun.Offspring::ranked).toList())));
    } else if (run.get().learn(arrived)) {
      RandomGenerator random = Randomness.of(context.seed(), (int) generation, "restart");
      double[] mean = random.doubles(coordinates.size()).toArray();
      long larger = Math.round(run.get().offspring() * settings.growth());
      run = Optional.of(start((int) larger, mean));
      runStart = generation;
    }
  }

  private CmaEsRun start(int offspring, double[] mean) {
    return new CmaEsRun(coordinates, offspring, mean, settings.sigma(), settings.choiceRate());
  }
}
