package drover.search;

import drover.core.Outcome;
import drover.core.Trial;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/**
 * A population of lineages that train side by side, a trial a step: where each of them stands, and
 * how the trials of each step compare.
 */
final class Lineages {

  private static final int SCORED = 0;

  /** A lineage whose continuation fails so many times on end is given up. */
  private static final int ATTEMPTS = 3;

  private final List<Integer> budgets;
  private final double truncation;
  private final Lineage[] lineages;

  /** The trials of each step that came to their end, best first. */
  private final List<List<Ranked>> steps = new ArrayList<>();

  /** A chain of trials, each the child of the one before or of a better lineage's. */
  private static final class Lineage {
    private Optional<Ranked> last = Optional.empty();
    private Optional<Trial> running = Optional.empty();

    /** How many continuations failed since the last trial. */
    private int failures;
  }

  /**
   * @param budgets the budget at the end of each step, ascending
   * @param truncation the part of the lineages that is given up, and the part that takes its place
   */
  Lineages(int size, List<Integer> budgets, double truncation) {
    this.budgets = budgets;
    this.truncation = truncation;
    this.lineages = new Lineage[size];
    Arrays.setAll(lineages, i -> new Lineage());
    budgets.forEach(budget -> steps.add(new ArrayList<>()));
  }

  /** The lineages that wait for their next trial, those behind first. */
  List<Integer> waiting() {
    return IntStream.range(0, lineages.length)
        .boxed()
        .filter(i -> lineages[i].running.isEmpty() && !isOver(i))
        .sorted(Comparator.comparingInt(this::step))
        .toList();
  }

  /** The last trial of a lineage; empty if it is to begin. */
  Optional<Ranked> last(int lineage) {
    return lineages[lineage].last;
  }

  /** The budget of a child. */
  int budgetAfter(Trial parent) {
    return budgets.get(stepOf(parent) + 1);
  }

  /**
   * Truncation selection (Jaderberg et al. 2017, section 4.1.1) among the trials of the lineage's
   * step: its own last trial, or any of the best part if that belongs to the worst part or has no
   * score; empty if none has a score.
   */
  Optional<Ranked> parent(Ranked own, RandomGenerator random) {
    List<Ranked> step = steps.get(stepOf(own.trial()));
    int kept = step.size() - part(step.size());
    if (own.tier() == SCORED && Collections.binarySearch(step, own) < kept) {
      return Optional.of(own);
    }
    List<Ranked> best = best(step);
    return best.isEmpty() ? Optional.empty() : Optional.of(best.get(random.nextInt(best.size())));
  }

  /** Those of a step that others may go on from. */
  private List<Ranked> best(List<Ranked> step) {
    return step.stream()
        .limit(Math.max(1, part(step.size())))
        .filter(trial -> trial.tier() == SCORED)
        .toList();
  }

  /** The size of the best and of the worst part of so many trials, of all lineages' at most. */
  private int part(int trials) {
    return (int) (truncation * Math.min(trials, lineages.length));
  }

  /** True if the lineage's next trial has no parent: it has no trial, or its step no score. */
  boolean begins(int lineage) {
    return last(lineage).map(own -> best(steps.get(stepOf(own.trial()))).isEmpty()).orElse(true);
  }

  /** True if the trial can be the lineage's next one. */
  boolean accepts(int lineage, Trial trial) {
    int step = stepOf(trial);
    return lineages[lineage].running.isEmpty()
        && (trial.parent().isPresent() ? step > 0 && step == step(lineage) : step == 0);
  }

  /** The lineage's next trial was asked. */
  void asked(int lineage, Trial trial) {
    lineages[lineage].running = Optional.of(trial);
    if (trial.parent().isEmpty()) {
      lineages[lineage].last = Optional.empty();
    }
  }

  /** The lineage's trial came to its end; a failed one is asked again in some way, or given up. */
  void told(int lineage, Trial trial, Outcome outcome) {
    lineages[lineage].running = Optional.empty();
    boolean failed = trial.parent().isPresent() && outcome instanceof Outcome.Failed;
    lineages[lineage].failures = failed ? lineages[lineage].failures + 1 : 0;
    Ranked.of(trial, outcome)
        .ifPresent(
            ranked -> {
              lineages[lineage].last = Optional.of(ranked);
              List<Ranked> step = steps.get(stepOf(trial));
              step.add(-Collections.binarySearch(step, ranked) - 1, ranked);
            });
  }

  /** True if the trial may become a parent: of its lineage's next trial, or of another's. */
  boolean mayContinue(int lineage, Trial trial) {
    int step = stepOf(trial);
    if (step == budgets.size() - 1) {
      return false;
    }
    return lineages[lineage].running.filter(trial::equals).isPresent()
        || last(lineage).filter(last -> last.trial().equals(trial)).isPresent()
        || (isAmongBest(trial, step)
            && IntStream.range(0, lineages.length).anyMatch(i -> step(i) <= step + 1));
  }

  private boolean isAmongBest(Trial trial, int step) {
    int most = Math.max(1, part(lineages.length));
    return steps.get(step).stream().limit(most).anyMatch(best -> best.trial().equals(trial));
  }

  /** True if all have the full budget, or were given up. */
  boolean areComplete() {
    return IntStream.range(0, lineages.length)
        .allMatch(i -> lineages[i].running.isEmpty() && isOver(i));
  }

  private boolean isOver(int lineage) {
    return step(lineage) == budgets.size() || lineages[lineage].failures >= ATTEMPTS;
  }

  /** How many steps a lineage has behind it. */
  private int step(int lineage) {
    return lineages[lineage].last.map(last -> stepOf(last.trial()) + 1).orElse(0);
  }

  private int stepOf(Trial trial) {
    return budgets.indexOf(trial.budget());
  }
}
