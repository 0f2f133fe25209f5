package drover.search;

import drover.core.Note;
import drover.core.Outcome;
import drover.core.SearchContext;
import drover.core.Searcher;
import drover.core.Trial;
import drover.core.config.Section;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Asynchronous successive halving (Li et al. 2020, A System for Massively Parallel Hyperparameter
 * Tuning, algorithm 2): many trials begin with a small budget, and whenever a trial is among the
 * best 1/η of its rung so far, it goes on with the next rung's budget, the highest rung first.
 * Nothing waits for a rung to fill. No more than 1/η of a rung goes on, though the order of its
 * trials changes as more come (delayed promotion, Li et al. 2022, Hyper-Tune, section 4.2): without
 * that limit, early trials that only seemed good take much of the budget.
 *
 * <p>A promotion is a trial of its own with the same params, and its parent is the promoted one. A
 * trial's rung is its budget, so trials of others count in their rung as well.
 */
final class AshaSearcher implements Searcher {

  private final SearchContext context;
  private final Rungs rungs;
  private final BaseSearch base;
  private final List<Rung> told = new ArrayList<>();
  private final Map<Integer, Trial> running = new HashMap<>();
  private int asked;

  private AshaSearcher(SearchContext context, Rungs rungs, BaseSearch base) {
    this.context = context;
    this.rungs = rungs;
    this.base = base;
    rungs.budgets().forEach(budget -> told.add(new Rung()));
  }

  static Searcher create(SearchContext context, Section settings) {
    Searchers.requireOneGoal("asha", context, settings);
    Rungs rungs = Rungs.read(context, settings);
    return new AshaSearcher(context, rungs, BaseSearch.read(context, rungs, settings));
  }

  @Override
  public Optional<Trial> propose(int id) {
    return promotion(id).or(() -> base.propose(id, rungs.budget(0), Note.EMPTY));
  }

  private Optional<Trial> promotion(int id) {
    for (int rung = rungs.count() - 2; rung >= 0; rung--) {
      Rung from = told.get(rung);
      int quota = from.size() / rungs.reduction();
      if (from.promoted() < quota) {
        Optional<Ranked> best = from.promotable(quota);
        if (best.isPresent()) {
          return best.map(ranked -> rungs.promotion(id, ranked.trial(), Note.EMPTY));
        }
      }
    }
    return Optional.empty();
  }

  @Override
  public void asked(Trial trial) {
    asked++;
    running.put(trial.id(), trial);
    base.asked(trial);
    trial.parent().ifPresent(parent -> told.forEach(rung -> rung.promote(parent)));
  }

  @Override
  public void told(Trial trial, Outcome outcome) {
    running.remove(trial.id());
    base.told(trial, outcome);
    int rung = rungs.indexOf(trial.budget());
    if (rung >= 0) {
      Ranked.of(trial, outcome).ifPresent(told.get(rung)::add);
    }
    if (outcome instanceof Outcome.Failed) {
      trial.parent().ifPresent(parent -> told.forEach(from -> from.lose(parent)));
    }
  }

  @Override
  public String about() {
    return "asha over " + base.name() + ": " + rungs;
  }

  /** A rung grows at most by the trials that are running or still to come. */
  @Override
  public boolean mayContinue(int id) {
    Trial trial = running.get(id);
    if (trial != null) {
      return trial.budget() < rungs.budget(rungs.count() - 1);
    }
    int growth = running.size() + Math.max(0, context.trials() - asked);
    return told.subList(0, told.size() - 1).stream()
        .anyMatch(rung -> rung.isPromotable(id, (rung.size() + growth) / rungs.reduction()));
  }
}
