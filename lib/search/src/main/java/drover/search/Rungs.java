package drover.search;

import drover.core.Note;
import drover.core.SearchContext;
import drover.core.Trial;
import drover.core.config.Section;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.Collectors;

/**
 * The budgets at which trials are compared (Jamieson and Talwalkar 2016, successive halving): a
 * smallest one r, then r·η, r·η², … and the full budget R. A rung that is less than √η short of R
 * is left out.
 *
 * @param reduction η: of the trials of a rung, one in η goes on to the next
 * @param budgets ascending, at least two; the last is the full budget
 */
record Rungs(int reduction, List<Integer> budgets) {

  /** R/r unless the study file says otherwise, as in BOHB's experiments with η = 3. */
  private static final int SPAN = 27;

  Rungs {
    budgets = List.copyOf(budgets);
  }

  static Rungs of(int smallest, int reduction, int budget) {
    List<Integer> budgets = new ArrayList<>();
    double last = budget / StrictMath.sqrt(reduction);
    for (double rung = smallest; rung <= last; rung *= reduction) {
      budgets.add((int) rung);
    }
    budgets.add(budget);
    return new Rungs(reduction, budgets);
  }

  /** Reads {@code reduction} and {@code min-budget}; a budget of one rung is a mistake. */
  static Rungs read(SearchContext context, Section settings) {
    int reduction = (int) settings.integer("reduction", 2, 1000);
    long smallest =
        settings
            .integerOr("auto", "min-budget", 1, Integer.MAX_VALUE)
            .orElse(Math.max(1, Math.round(context.budget() / (double) SPAN)));
    Rungs rungs = of((int) smallest, reduction, context.budget());
    if (rungs.count() < 2) {
      settings.mistake(
          "",
          "a full budget of %d has no rung below it with min-budget = %d and reduction = %d"
              .formatted(context.budget(), smallest, reduction));
    }
    return rungs;
  }

  int count() {
    return budgets.size();
  }

  int budget(int rung) {
    return budgets.get(rung);
  }

  /** The rung of a budget, from 0; −1 if there is none. */
  int indexOf(int budget) {
    return budgets.indexOf(budget);
  }

  /** A child of a trial below the last rung, which goes on to the next one. */
  Trial promotion(int id, Trial parent, Note note) {
    int budget = budget(indexOf(parent.budget()) + 1);
    return new Trial(id, parent.params(), budget, OptionalInt.of(parent.id()), note);
  }

  /** As a person reads it: {@code rungs 1, 3, 9}. */
  @Override
  public String toString() {
    return budgets.stream().map(Object::toString).collect(Collectors.joining(", ", "rungs ", ""));
  }
}
