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
import drover.search.gp.View;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/**
 * Bayesian optimisation with a Gaussian process (Jones et al. 1998, Efficient global optimization;
 * Snoek et al. 2012): after the middle of the space and a Latin hypercube, each trial is the point
 * at which the process expects the largest improvement on the least loss. Two models take turns,
 * see {@link View}.
 *
 * <p>Trials in flight are believed to have the loss that the process expects of them. The
 * hyperparameters of a fit are in the notes of the trials that it proposed, and the next fit starts
 * from them: after each outcome at first, and then whenever the number of outcomes has grown by a
 * twentieth. Infeasible and pruned trials have the worst loss of the scored ones. Of many outcomes,
 * the best and the latest are modelled.
 */
final class GpSearcher implements Searcher {

  /** Notes the logarithms of the hyperparameters. */
  private static final String HYPERPARAMETERS = "hyperparameters";

  /** Notes the view that was fitted. */
  private static final String VIEW = "view";

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

  /** Models of the outcomes so far, made when they are needed. */
  private final Map<View, Surrogate> models = new EnumMap<>(View.class);

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
    Optional<Params> first = designed(id, random).filter(unseen::contains);
    boolean learned = ranked.stream().limit(1).anyMatch(best -> best.tier() == 0);
    if (first.isPresent() || !learned || unseen.isEmpty()) {
      Optional<Params> drawn = first.or(() -> unseen.sample(random));
      return drawn.map(params -> new Trial(id, params, context.budget(), Note.EMPTY));
    }
    View view = View.of(id);
    Surrogate surrogate = models.computeIfAbsent(view, this::fit);
    return promising(surrogate, random)
        .filter(unseen::contains)
        .findFirst()
        .or(() -> unseen.sample(random))
        .map(params -> new Trial(id, params, context.budget(), note(view, surrogate)));
  }

  /** The middle of the space first, with any options; it is nearer to most points than others. */
  private Optional<Params> designed(int id, RandomGenerator random) {
    if (id == 0) {
      return Optional.of(context.space().build(p -> p.at(p.ordered() ? 0.5 : random.nextDouble())));
    }
    return id < design ? Optional.of(initial.point(id)) : Optional.empty();
  }

  private Stream<Params> promising(Surrogate surrogate, RandomGenerator random) {
    List<double[]> best = ranked.stream().limit(BEST).map(this::encoded).toList();
    return new AcquisitionSearch(encoding, surrogate, random)
        .search(best).stream().map(encoding::decode);
  }

  private double[] encoded(Ranked trial) {
    return encoding.encode(trial.trial().params());
  }

  private Note note(View view, Surrogate surrogate) {
    List<Double> hyperparameters = Arrays.stream(surrogate.hyperparameters()).boxed().toList();
    long fitted = refits(view) ? ranked.size() : fitted(view);
    return new Note(Map.of(HYPERPARAMETERS, hyperparameters, FITTED, fitted, VIEW, view.name()));
  }

  private Surrogate fit(View view) {
    int steps = lastFit(view).isEmpty() ? FIRST_STEPS : refits(view) ? FURTHER_STEPS : 0;
    Surrogate fitted = Surrogate.fit(observed(), view, hyperparameters(view), steps);
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

  private boolean refits(View view) {
    long fitted = fitted(view);
    return ranked.size() >= fitted * (1 + GROWTH) && ranked.size() > fitted;
  }

  private Optional<Note> lastFit(View view) {
    return fits.descendingMap().values().stream()
        .filter(note -> note.find(VIEW).orElse("").equals(view.name()))
        .findFirst();
  }

  private long fitted(View view) {
    return lastFit(view).flatMap(note -> note.find(FITTED)).map(n -> (Long) n).orElse(0L);
  }

  private double[] hyperparameters(View view) {
    double[] prior = Prior.of(encoding.dimensions()).mode();
    return lastFit(view)
        .flatMap(note -> note.find(HYPERPARAMETERS))
        .map(list -> ((List<?>) list).stream().mapToDouble(v -> (Double) v).toArray())
        .filter(noted -> noted.length == prior.length)
        .orElse(prior);
  }

  @Override
  public void asked(Trial trial) {
    models.clear();
    unseen.remove(trial.params());
    inFlight.put(trial.id(), trial);
    if (trial.note().find(VIEW).isPresent()) {
      fits.put(trial.id(), trial.note());
    }
  }

  @Override
  public void told(Trial trial, Outcome outcome) {
    models.clear();
    inFlight.remove(trial.id());
    Ranked.of(trial, outcome)
        .ifPresentOrElse(
            r -> ranked.add(-Collections.binarySearch(ranked, r) - 1, r),
            () -> fits.remove(trial.id()));
  }
}
