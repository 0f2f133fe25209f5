package drover.search;

import drover.core.Note;
import drover.core.Outcome;
import drover.core.Searcher;
import drover.core.Trial;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Hyperband (Li et al. 2018, algorithm 1): successive halving in brackets that trade the number of
 * trials against the budget they begin with, from many with the smallest to a few with the full
 * one, and again from the start. Trials that wait for a rung to fill never hold up the study: the
 * next bracket begins meanwhile.
 *
 * <p>The paper gives each bracket the same budget. Here those that begin with a smaller budget are
 * repeated first, since on real learning curves most of the gain is theirs; a search whose small
 * budgets mislead still has the others, a known part of the whole.
 *
 * <p>BOHB (Falkner et al. 2018) is the same with a model-based search of the base trials, see
 * {@link BaseSearch}.
 */
final class HyperbandSearcher implements Searcher {

  private static final String BRACKET = "bracket";

  private final String name;
  private final int repeat;
  private final Rungs rungs;
  private final BaseSearch base;

  /** The brackets that have trials to ask or in flight, by number. */
  private final TreeMap<Long, Bracket> open = new TreeMap<>();

  /** The open bracket of each trial that belongs to one. */
  private final Map<Integer, Long> numbers = new HashMap<>();

  private long begun;

  private HyperbandSearcher(String name, int repeat, Rungs rungs, BaseSearch base) {
    this.name = name;
    this.repeat = repeat;
    this.rungs = rungs;
    this.base = base;
  }

  static SearcherFactory named(String name) {
    return (context, settings) -> {
      Searchers.requireOneGoal(name, context, settings);
      Rungs rungs = Rungs.read(context, settings);
      int repeat = (int) settings.integer("repeat", 1, 1000);
      return new HyperbandSearcher(name, repeat, rungs, BaseSearch.read(context, rungs, settings));
    };
  }

  @Override
  public Optional<Trial> propose(int id) {
    return promotion(id).or(() -> baseTrial(id));
  }

  /** The oldest bracket first. */
  private Optional<Trial> promotion(int id) {
    return open.entrySet().stream()
        .flatMap(entry -> entry.getValue().promotion(id, Note.of(BRACKET, entry.getKey())).stream())
        .findFirst();
  }

  private Optional<Trial> baseTrial(int id) {
    long number = wanting();
    int budget = find(number).orElseThrow().firstBudget();
    return base.propose(id, budget, Note.of(BRACKET, number));
  }

  /** The bracket that the next base trial is for. */
  private long wanting() {
    return open.entrySet().stream()
        .filter(entry -> entry.getValue().wantsBase())
        .map(Map.Entry::getKey)
        .findFirst()
        .orElse(begun);
  }

  @Override
  public void asked(Trial trial) {
    base.asked(trial);
    long number = number(trial).orElseGet(this::wanting);
    find(number)
        .filter(bracket -> bracket.accepts(trial))
        .ifPresent(bracket -> join(trial, number, bracket));
    closeIfExhausted();
  }

  private void join(Trial trial, long number, Bracket bracket) {
    if (number == begun) {
      open.put(number, bracket);
      begun++;
    }
    bracket.asked(trial);
    numbers.put(trial.id(), number);
  }

  @Override
  public void told(Trial trial, Outcome outcome) {
    base.told(trial, outcome);
    bracketOf(trial.id()).ifPresent(bracket -> bracket.told(trial, outcome));
    closeIfExhausted();
    open.values().removeIf(Bracket::isComplete);
    numbers.values().removeIf(number -> !open.containsKey(number));
  }

  private void closeIfExhausted() {
    if (base.isExhausted()) {
      open.values().forEach(Bracket::closeBase);
    }
  }

  @Override
  public String about() {
    return name + " over " + base.name() + ": " + rungs;
  }

  @Override
  public boolean mayContinue(int id) {
    return bracketOf(id).map(bracket -> bracket.mayContinue(id)).orElse(false);
  }

  private Optional<Bracket> bracketOf(int id) {
    return Optional.ofNullable(numbers.get(id)).map(open::get);
  }

  /**
   * The bracket of a trial's note; another algorithm's note may hold anything, and known points
   * that take a base trial's place have none.
   */
  private static Optional<Long> number(Trial trial) {
    return trial.note().find(BRACKET).filter(Long.class::isInstance).map(Long.class::cast);
  }

  /** An open bracket or the next one. */
  private Optional<Bracket> find(long number) {
    return number == begun
        ? Optional.of(
            new Bracket(rungs, rungs.count() - 1 - skipped(number, repeat, rungs.count())))
        : Optional.ofNullable(open.get(number));
  }

  /**
   * How many of the lowest rungs a bracket skips: 0 so many times as it is repeated, then 1; after
   * as many rounds of this, 2; and so on, until each was skipped but the last.
   */
  static int skipped(long number, int repeat, int rungs) {
    long[] round = new long[rungs];
    round[0] = 1;
    for (int skip = 1; skip < rungs; skip++) {
      boolean endless = round[skip - 1] > (Long.MAX_VALUE - 1) / repeat;
      round[skip] = endless ? Long.MAX_VALUE : repeat * round[skip - 1] + 1;
    }
    int skip = rungs - 1;
    long place = number % round[skip];
    while (place < round[skip] - 1) {
      skip--;
      place %= round[skip];
    }
    return skip;
  }
}
