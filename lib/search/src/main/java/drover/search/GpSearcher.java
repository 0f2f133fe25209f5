package drover.search;

import drover.core.Note;
import drover.core.Outcome;
import drover.core.Params;
import drover.core.Randomness;
import drover.core.SearchContext;
import drover.core.Searcher;
import drover.core.Trial;
import drover.core.config.Section;
import drover.search.gp.AcquisitionSearch;
import drover.search.gp.Encoding;
import drover.search.gp.Observations;
import drover.search.gp.Prior;
import drover.search.gp.Surrogate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/**
 * Bayesian optimisation with a Gaussian process (Jones et al. 1998, Efficient global optimization;
 * Snoek et al. 2012): after a Latin hypercube, each trial is the point at which the process expects
 * the largest improvement on the least loss.
 *
 * <p>Trials in flight are believed to have the loss that the process expects of them. The
 * hyperparameters of the last fit are in the trials' notes, and the next fit starts from them:
 * after each outcome at first, and then whenever the number of outcomes has grown by a twentieth.
 * Infeasible and pruned trials have the worst loss of the scored ones. Of many outcomes, the best
 * and the latest are modelled.
 */
final class GpSearcher implements Searcher {

  /** Notes the logarithms of the hyperparameters. */
  private static final String HYPERPARAMETERS = "hyperparameters";

  /** Notes how many outcomes they were fitted to. */
  private static final String FITTED = "fitted";

  /** The hyperparameters are fitted again when the outcomes have grown by this part. */
  private static final double GROWTH = 0.05;

  private static final int FIRST_STEPS = 30;
  private static final int FURTHER_STEPS = 6;

  /** Around how many of the best points new ones are looked for. */
  private static final int BEST = 8;

  private final SearchContext context;
  private final int design;
  private final int observations;
  private final LatinHypercube initial;
  private final Unseen unseen;
  private final Encoding encoding;

  /** Trials with an outcome, best first. */
  private final List<Ranked> ranked = new ArrayList<>();

  private final Map<Integer, Trial> inFlight = new TreeMap<>();

  /** Notes of the fits that trials were proposed by, by their ids; none of failed trials. */
  private final TreeMap<Integer, Note> fits = new TreeMap<>();

  /** The model of the outcomes so far, made when it is needed. */
  private Optional<Surrogate> model = Optional.empty();

  private GpSearcher(SearchContext context, int design, int observations) {
    this.context = context;
    this.design = design;
    this.observations = observations;
    this.initial = new LatinHypercube(context.space(), context.seed(), design);
    this.unseen = new Unseen(context.space());
    this.encoding = new Encoding(context.space());
  }

  static Searcher create(SearchContext context, Section section) {
    Searchers.requireOneGoal("gp", context, section);
    return new GpSearcher(
        context,
        (int) section.integer("design", 1, 10_000),
        (int) section.integer("observations", 10, 2000));
  }

  @Override
  public Optional<Trial> propose(int id) {
    RandomGenerator random = Randomness.of(context.seed(), id, "gp");
    boolean first = id < design && unseen.contains(initial.point(id));
    boolean learned = ranked.stream().limit(1).anyMatch(best -> best.tier() == 0);
    if (first || !learned || unseen.isEmpty()) {
      Optional<Params> drawn = first ? Optional.of(initial.point(id)) : unseen.sample(random);
      return drawn.map(params -> new Trial(id, params, context.budget(), Note.EMPTY));
    }
    Surrogate surrogate = model();
    return promising(surrogate, random)
        .filter(unseen::contains)
        .findFirst()
        .or(() -> unseen.sample(random))
        .map(params -> new Trial(id, params, context.budget(), note(surrogate)));
  }

  private Stream<Params> promising(Surrogate surrogate, RandomGenerator random) {
    List<double[]> bests = ranked.stream().limit(BEST).map(this::encoded).toList();
    return new AcquisitionSearch(context.space(), encoding, surrogate)
        .search(bests, random).stream();
  }

  private double[] encoded(Ranked trial) {
    return encoding.encode(trial.trial().params());
  }

  private Note note(Surrogate surrogate) {
    List<Double> hyperparameters = Arrays.stream(surrogate.hyperparameters()).boxed().toList();
    long fitted = refits() ? ranked.size() : fitted();
    return new Note(Map.of(HYPERPARAMETERS, hyperparameters, FITTED, fitted));
  }

  private Surrogate model() {
    if (model.isEmpty()) {
      model = Optional.of(fit());
    }
    return model.get();
  }

  private Surrogate fit() {
    int steps = fits.isEmpty() ? FIRST_STEPS : refits() ? FURTHER_STEPS : 0;
    Surrogate fitted = Surrogate.fit(observed(), hyperparameters(), steps);
    return inFlight.isEmpty()
        ? fitted
        : fitted.believing(
            inFlight.values().stream().map(trial -> encoding.encode(trial.params())).toList());
  }

  private Observations observed() {
    double worst =
        ranked.stream().filter(r -> r.tier() == 0).mapToDouble(Ranked::loss).max().orElseThrow();
    List<Ranked> kept = kept();
    return new Observations(
        encoding.unordered(),
        kept.stream().map(this::encoded).toArray(double[][]::new),
        kept.stream().mapToDouble(r -> r.tier() == 0 ? r.loss() : worst).toArray());
  }

  /** The best and the latest trials, half of each. */
  private List<Ranked> kept() {
    if (ranked.size() <= observations) {
      return ranked;
    }
    int best = observations / 2;
    return Stream.concat(
            ranked.stream().limit(best),
            ranked.stream()
                .skip(best)
                .sorted(Comparator.comparingInt(r -> -r.trial().id()))
                .limit(observations - best))
        .toList();
  }

  private boolean refits() {
    return ranked.size() >= fitted() * (1 + GROWTH) && ranked.size() > fitted();
  }

  private Optional<Note> lastFit() {
    return Optional.ofNullable(fits.lastEntry()).map(Map.Entry::getValue);
  }

  private long fitted() {
    return lastFit().flatMap(note -> note.find(FITTED)).map(value -> (Long) value).orElse(0L);
  }

  private double[] hyperparameters() {
    return lastFit()
        .flatMap(note -> note.find(HYPERPARAMETERS))
        .map(list -> ((List<?>) list).stream().mapToDouble(v -> (Double) v).toArray())
        .orElseGet(() -> Prior.of(encoding.unordered().length).mode());
  }

  @Override
  public void asked(Trial trial) {
    model = Optional.empty();
    unseen.remove(trial.params());
    inFlight.put(trial.id(), trial);
    if (trial.note().find(HYPERPARAMETERS).isPresent()) {
      fits.put(trial.id(), trial.note());
    }
  }

  @Override
  public void told(Trial trial, Outcome outcome) {
    model = Optional.empty();
    inFlight.remove(trial.id());
    Ranked.of(trial, outcome)
        .ifPresentOrElse(
            r -> ranked.add(-Collections.binarySearch(ranked, r) - 1, r),
            () -> fits.remove(trial.id()));
  }
}
