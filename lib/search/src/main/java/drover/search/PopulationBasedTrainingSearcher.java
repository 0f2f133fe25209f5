package drover.search;

import drover.core.Note;
import drover.core.Outcome;
import drover.core.Params;
import drover.core.Randomness;
import drover.core.SearchContext;
import drover.core.Searcher;
import drover.core.Trial;
import drover.core.config.Section;
import drover.core.space.Parameter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Population-based training (Jaderberg et al. 2017, algorithm 1): lineages of trials train side by
 * side, each trial an interval long and the child of the one before. A lineage among the worst of
 * its step goes on from one of the best instead (exploit, {@link Lineages#parent}), with its
 * weights and with params near its own (explore, {@link Perturbation}). So the params change while
 * the network trains: the parents of the best trial are a schedule of them.
 *
 * <p>Lineages that are ahead never wait: a step is judged by the trials that have ended it. When
 * all lineages have begun their last step, another population begins.
 */
final class PopulationBasedTrainingSearcher implements Searcher {

  private static final String LINEAGE = "lineage";

  private final SearchContext context;
  private final int size;
  private final List<Integer> budgets;
  private final double truncation;
  private final Perturbation perturbation;
  private final Predicate<String> explored;
  private final Unseen unseen;

  /** The populations that have trials to ask or in flight, by number. */
  private final TreeMap<Integer, Lineages> open = new TreeMap<>();

  private final Map<Integer, Member> members = new HashMap<>();

  /** Where a trial belongs. */
  private record Member(Trial trial, int population, int lineage) {}

  private int begun;

  private PopulationBasedTrainingSearcher(SearchContext context, Section settings) {
    this.context = context;
    this.size = Math.max(context.window(), (int) settings.integer("population", 2, 10_000));
    this.budgets = budgets(context, settings);
    this.truncation = settings.real("truncation", 0, 0.5);
    this.perturbation =
        new Perturbation(settings.real("perturbation", 0, 0.99), settings.real("resample", 0, 1));
    this.explored = explored(context, settings);
    this.unseen = new Unseen(context.space());
  }

  static Searcher create(SearchContext context, Section settings) {
    Searchers.requireOneGoal("population-based-training", context, settings);
    var searcher = new PopulationBasedTrainingSearcher(context, settings);
    long all = (long) searcher.size * searcher.budgets.size();
    // A study shorter than the defaults is no mistake: it ends before its lineages do.
    if ((settings.has("population") || settings.has("interval")) && all > context.trials()) {
      settings.mistake(
          settings.has("population") ? "population" : "interval",
          "%d lineages of %d steps take %d trials; the study has %d"
              .formatted(searcher.size, searcher.budgets.size(), all, context.trials()));
    }
    return searcher;
  }

  /** The budget at the end of each step. */
  private static List<Integer> budgets(SearchContext context, Section settings) {
    int full = context.budget();
    long interval =
        settings
            .integerOr("auto", "interval", 1, Integer.MAX_VALUE)
            .orElse(Math.max(1, Math.round(full / 10.0)));
    if (interval >= full) {
      settings.mistake(
          "interval", "a full budget of %d has one step of %d".formatted(full, interval));
    }
    List<Integer> budgets = new ArrayList<>();
    for (long budget = interval; budget < full; budget += interval) {
      budgets.add((int) budget);
    }
    budgets.add(full);
    return budgets;
  }

  private static Predicate<String> explored(SearchContext context, Section settings) {
    Predicate<String> any = name -> false;
    for (String pattern : settings.texts("explore")) {
      String regex = Pattern.quote(pattern).replace("*", "\\E.*\\Q");
      Predicate<String> one = Pattern.compile(regex).asMatchPredicate();
      if (settings.has("explore")
          && context.space().parameters().stream().map(Parameter::name).noneMatch(one)) {
        settings.mistake("explore", "'" + pattern + "' is no parameter of the search space");
      }
      any = any.or(one);
    }
    return any;
  }

  @Override
  public Optional<Trial> propose(int id) {
    RandomGenerator random = Randomness.of(context.seed(), id, "population-based-training");
    for (Map.Entry<Integer, Lineages> population : open.entrySet()) {
      for (int lineage : population.getValue().waiting()) {
        Note note = note(population.getKey(), lineage);
        Optional<Trial> trial = next(id, population.getValue(), lineage, note, random);
        if (trial.isPresent()) {
          return trial;
        }
      }
    }
    return base(id, note(begun, 0), random);
  }

  /** The next trial of a lineage; empty if it is to begin and no point is left for it. */
  private Optional<Trial> next(
      int id, Lineages lineages, int lineage, Note note, RandomGenerator random) {
    Optional<Ranked> own = lineages.last(lineage);
    Optional<Ranked> parent = own.flatMap(last -> lineages.parent(last, random));
    return parent
        .map(
            from ->
                new Trial(
                    id,
                    parent.equals(own)
                        ? from.trial().params()
                        : explore(from.trial().params(), random),
                    lineages.budgetAfter(from.trial()),
                    OptionalInt.of(from.trial().id()),
                    note))
        .or(() -> base(id, note, random));
  }

  private Optional<Trial> base(int id, Note note, RandomGenerator random) {
    return unseen.sample(random).map(params -> new Trial(id, params, budgets.get(0), note));
  }

  /** A parameter that becomes active by another one's change is drawn. */
  private Params explore(Params params, RandomGenerator random) {
    return context
        .space()
        .build(
            parameter ->
                params
                    .find(parameter.name())
                    .map(
                        value ->
                            explored.test(parameter.name())
                                ? perturbation.explore(parameter, value, random)
                                : value)
                    .orElseGet(() -> parameter.at(random.nextDouble())));
  }

  private Note note(int population, int lineage) {
    return Note.of(LINEAGE, number(population, lineage));
  }

  private long number(int population, int lineage) {
    return (long) population * size + lineage;
  }

  @Override
  public void asked(Trial trial) {
    unseen.remove(trial.params());
    number(trial)
        .or(() -> trial.parent().isEmpty() ? Optional.of(beginning()) : Optional.empty())
        .filter(number -> number / size <= begun)
        .ifPresent(number -> asked(trial, (int) (number / size), (int) (number % size)));
  }

  /** The lineage that begins next: a known point, which has no note, takes that place. */
  private long beginning() {
    for (Map.Entry<Integer, Lineages> population : open.entrySet()) {
      for (int lineage : population.getValue().waiting()) {
        if (population.getValue().begins(lineage)) {
          return number(population.getKey(), lineage);
        }
      }
    }
    return number(begun, 0);
  }

  private void asked(Trial trial, int population, int lineage) {
    Lineages lineages =
        population == begun ? new Lineages(size, budgets, truncation) : open.get(population);
    if (lineages != null && lineages.accepts(lineage, trial)) {
      if (population == begun) {
        open.put(begun++, lineages);
      }
      lineages.asked(lineage, trial);
      members.put(trial.id(), new Member(trial, population, lineage));
    }
  }

  @Override
  public void told(Trial trial, Outcome outcome) {
    Member member = members.get(trial.id());
    if (member != null) {
      lineagesOf(member).ifPresent(lineages -> lineages.told(member.lineage(), trial, outcome));
      open.values().removeIf(Lineages::areComplete);
    }
  }

  private Optional<Lineages> lineagesOf(Member member) {
    return Optional.ofNullable(open.get(member.population()));
  }

  @Override
  public String about() {
    return "%d lineages of %d steps, changing params after a budget of %s"
        .formatted(
            size,
            budgets.size(),
            budgets.subList(0, budgets.size() - 1).stream()
                .map(Object::toString)
                .collect(Collectors.joining(", ")));
  }

  @Override
  public boolean mayContinue(int id) {
    Member member = members.get(id);
    return member != null
        && lineagesOf(member)
            .map(lineages -> lineages.mayContinue(member.lineage(), member.trial()))
            .orElse(false);
  }

  /** The lineage that a trial's note names; another algorithm's note may hold anything. */
  private static Optional<Long> number(Trial trial) {
    return trial
        .note()
        .find(LINEAGE)
        .filter(Long.class::isInstance)
        .map(Long.class::cast)
        .filter(number -> number >= 0);
  }
}
