package drover.search;

import drover.core.Note;
import drover.core.Outcome;
import drover.core.Trial;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * One bracket of Hyperband: successive halving from some rung up to the full budget, with a planned
 * number of trials in each of its rungs.
 *
 * <p>A trial goes on as soon as it is sure to be among those of its rung that do, whatever the
 * others come to: with the last outcome of the rung at the latest.
 */
final class Bracket {

  private final Rungs rungs;
  private final int first;
  private final List<Level> levels = new ArrayList<>();

  /** One of its rungs. */
  private static final class Level {
    private final Rung rung = new Rung();
    private final Set<Integer> running = new HashSet<>();
    private int planned;
    private int asked;

    Level(int planned) {
      this.planned = planned;
    }

    /** How many outcomes are missing. */
    int open() {
      return planned - asked + running.size();
    }
  }

  /**
   * @param s how many rungs it has above its first, at most all but one
   */
  Bracket(Rungs rungs, int s) {
    this.rungs = rungs;
    this.first = rungs.count() - 1 - s;
    for (int size : sizes(rungs.count() - 1, s, rungs.reduction())) {
      levels.add(new Level(size));
    }
  }

  /**
   * How many trials each rung has: n = ⌊(s_max + 1)/(s + 1)⌋ η^s the first, and of these one in η
   * each further one (Li et al. 2018, table 1; their algorithm 1 rounds n in another way).
   */
  static List<Integer> sizes(int most, int s, int reduction) {
    List<Integer> sizes = new ArrayList<>();
    int last = (most + 1) / (s + 1);
    for (int i = s; i >= 0; i--) {
      sizes.add((int) (last * StrictMath.pow(reduction, i)));
    }
    return sizes;
  }

  /** The budget of its base trials. */
  int firstBudget() {
    return rungs.budget(first);
  }

  /** True if base trials are missing. */
  boolean wantsBase() {
    return levels.get(0).asked < levels.get(0).planned;
  }

  /** No point is left to begin with: it goes on with those it has. */
  void closeBase() {
    levels.get(0).planned = levels.get(0).asked;
    settle();
  }

  /** A child of the trial to promote next, from the highest rung that has one. */
  Optional<Trial> promotion(int id, Note note) {
    for (int i = levels.size() - 2; i >= 0; i--) {
      Optional<Ranked> best = levels.get(i).rung.promotable(promotions(i) - levels.get(i).open());
      if (best.isPresent()) {
        return best.map(ranked -> rungs.promotion(id, ranked.trial(), note));
      }
    }
    return Optional.empty();
  }

  /** True if the trial may be promoted later. */
  boolean mayContinue(int id) {
    for (int i = 0; i < levels.size() - 1; i++) {
      Level level = levels.get(i);
      if (level.running.contains(id) || level.rung.isPromotable(id, promotions(i))) {
        return true;
      }
    }
    return false;
  }

  /** True if the trial is one that the bracket lacks. */
  boolean accepts(Trial trial) {
    int i = level(trial);
    if (trial.parent().isEmpty()) {
      return i == 0 && wantsBase();
    }
    return i > 0
        && levels.get(i - 1).rung.isPromotable(trial.parent().getAsInt(), promotions(i - 1));
  }

  /** One of its trials was asked. */
  void asked(Trial trial) {
    int i = level(trial);
    levels.get(i).asked++;
    levels.get(i).running.add(trial.id());
    trial.parent().ifPresent(parent -> levels.get(i - 1).rung.promote(parent));
  }

  /** One of its trials came to its end; another one takes the place of a failed one. */
  void told(Trial trial, Outcome outcome) {
    int i = level(trial);
    levels.get(i).running.remove(trial.id());
    Optional<Ranked> ranked = Ranked.of(trial, outcome);
    if (ranked.isPresent()) {
      levels.get(i).rung.add(ranked.get());
    } else {
      levels.get(i).asked--;
      trial.parent().ifPresent(parent -> levels.get(i - 1).rung.lose(parent));
    }
    settle();
  }

  /** True if all its trials ended. */
  boolean isComplete() {
    return levels.stream().allMatch(level -> level.open() == 0);
  }

  /** A rung where too few trials have a score leaves less for the next one. */
  private void settle() {
    for (int i = 0; i < levels.size() - 1 && levels.get(i).open() == 0; i++) {
      levels.get(i + 1).planned = Math.min(promotions(i), levels.get(i).rung.eligible());
    }
  }

  private int promotions(int level) {
    return levels.get(level + 1).planned;
  }

  private int level(Trial trial) {
    return rungs.indexOf(trial.budget()) - first;
  }
}
