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
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Tree-structured Parzen estimator (Bergstra et al. 2011, Algorithms for Hyper-Parameter
 * Optimization, section 4), multivariate as in BOHB (Falkner et al. 2018).
 *
 * <p>The first trials are a Latin hypercube. Then the trials are split into the best few and the
 * others, each set gives a {@link ParzenDensity}, l(x) of the good and g(x) of the others, and the
 * trial proposed is the one of largest l(x)/g(x), so of largest expected improvement (eq. 5), among
 * some points drawn from l. Better trials weigh more in l (Watanabe 2023). Both densities have the
 * bandwidths that fit the good trials, narrowing over the study: were g smoother than l, the ratio
 * would be largest right at the good trials whatever lies around. Trials in flight count among the
 * others (constant liar, Ginsbourger et al. 2010), so that no two look alike.
 */
final class TpeSearcher implements Searcher {

  /**
   * How the densities are made and used; {@code reference.conf} says what each means.
   *
   * @param startup size of the first design
   */
  record Settings(
      int startup,
      double good,
      int goodMax,
      int samples,
      double mixing,
      double prior,
      double lastBandwidth) {

    static Settings read(Section settings) {
      return new Settings(
          (int) settings.integer("startup", 2, 10_000),
          settings.real("good", 0, 0.5),
          (int) settings.integer("good-max", 1, 1000),
          (int) settings.integer("samples", 1, 10_000),
          settings.real("mixing", 0, 1),
          settings.real("prior", 1e-6, 1000),
          settings.real("last-bandwidth", 1e-3, 1));
    }
  }

  /**
   * At most so many of the other trials shape their density, evenly from the best to the worst: a
   * region stays bad though better ones are known.
   */
  private static final int MOST_OTHERS = 400;

  private final SearchContext context;
  private final Settings settings;
  private final LatinHypercube design;
  private final Unseen unseen;
  private final UnitSpace space;

  /** The trials learned from, best first. */
  private final List<Ranked> ranked = new ArrayList<>();

  /** The points of these and of the trials in flight, by trial id. */
  private final Map<Integer, double[]> points = new HashMap<>();

  private final Set<Integer> inFlight = new TreeSet<>();

  private TpeSearcher(SearchContext context, Settings settings) {
    this.context = context;
    this.settings = settings;
    this.design = new LatinHypercube(context.space(), context.seed(), settings.startup());
    this.unseen = new Unseen(context.space());
    this.space = new UnitSpace(context.space());
  }

  static Searcher create(SearchContext context, Section section) {
    Searchers.requireOneGoal("tpe", context, section);
    Settings settings = Settings.read(section);
    Searchers.requireTrials("startup", settings.startup(), context, section);
    return new TpeSearcher(context, settings);
  }

  @Override
  public Optional<Trial> propose(int id) {
    RandomGenerator random = Randomness.of(context.seed(), id, "tpe");
    return params(id, random).map(params -> new Trial(id, params, context.budget(), Note.EMPTY));
  }

  private Optional<Params> params(int id, RandomGenerator random) {
    if (id < settings.startup() || ranked.size() < 2 || unseen.isEmpty()) {
      return design.unseen(id, unseen, random);
    }
    return promising(id, random)
        .filter(unseen::contains)
        .findFirst()
        .or(() -> unseen.sample(random));
  }

  @Override
  public void asked(Trial trial) {
    unseen.remove(trial.params());
    points.put(trial.id(), space.point(trial.params()));
    inFlight.add(trial.id());
  }

  @Override
  public void told(Trial trial, Outcome outcome) {
    inFlight.remove(trial.id());
    Ranked.of(trial, outcome)
        .ifPresentOrElse(
            told -> ranked.add(-Collections.binarySearch(ranked, told) - 1, told),
            () -> points.remove(trial.id()));
  }

  /** Points drawn from the density of the good trials, those of largest l(x)/g(x) first. */
  private Stream<Params> promising(int id, RandomGenerator random) {
    int split = good(ranked.size(), settings.good(), settings.goodMax());
    List<double[]> best =
        ranked.subList(0, split).stream().map(each -> point(each.trial().id())).toList();
    double[] weights = weights(split);
    double[] bandwidths = Bandwidths.of(space, best, weights, narrowing(id));
    ParzenDensity good = new ParzenDensity(space, best, weights, settings.prior(), bandwidths);
    ParzenDensity others = others(split, bandwidths);
    double[][] drawn = new double[settings.samples()][];
    double[] scores = new double[drawn.length];
    for (int i = 0; i < drawn.length; i++) {
      drawn[i] = good.draw(settings.mixing(), random);
      scores[i] = good.log(drawn[i]) - others.log(drawn[i]);
    }
    return IntStream.range(0, drawn.length)
        .boxed()
        .sorted(Comparator.comparingDouble(i -> -scores[i]))
        .map(i -> space.params(drawn[i]));
  }

  /** How many of n ≥ 2 trials are good; at least one is, and one is not. */
  static int good(int n, double part, int most) {
    return (int) Math.max(1, Math.min(n - 1, Math.min(most, Math.ceil(part * n))));
  }

  /**
   * The weights of the n good trials, n in all: they fall with the logarithm of the rank, as in
   * CMA-ES (Hansen 2016, eq. 49).
   */
  static double[] weights(int n) {
    double[] weights = new double[n];
    Arrays.setAll(weights, i -> StrictMath.log((n + 0.5) / (i + 1)));
    double total = Arrays.stream(weights).sum();
    Arrays.setAll(weights, i -> weights[i] * n / total);
    return weights;
  }

  /** The bandwidths' factor: from 1 to the last one, geometrically over the study's trials. */
  private double narrowing(int id) {
    double progress = Math.min(1, (double) id / context.trials());
    return StrictMath.pow(settings.lastBandwidth(), progress);
  }

  /** g(x), the trials in flight among them. */
  private ParzenDensity others(int split, double[] bandwidths) {
    List<double[]> others = new ArrayList<>();
    int n = ranked.size() - split;
    int used = Math.min(n, MOST_OTHERS);
    for (int i = 0; i < used; i++) {
      others.add(point(ranked.get(split + (int) ((long) i * n / used)).trial().id()));
    }
    inFlight.forEach(id -> others.add(point(id)));
    double[] weights = new double[others.size()];
    Arrays.fill(weights, 1);
    return new ParzenDensity(space, others, weights, settings.prior(), bandwidths);
  }

  private double[] point(int id) {
    return Objects.requireNonNull(points.get(id));
  }
}
