package drover.jobs.bench.search;

import drover.core.Goal;
import drover.core.Outcome;
import drover.core.SearchContext;
import drover.core.Searcher;
import drover.core.Stopper;
import drover.core.Trial;
import drover.core.tabular.Table;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * How a run on learning curves is measured: by the points read. Trials in flight advance one point
 * a turn, in the order of their ids, and each outcome is told as soon as its trial ends.
 *
 * <p>A proposal without parent takes the nearest row that no trial took before, as in DyHPO
 * (Wistuba et al. 2022), and the searcher is asked that row's point instead: it learns what was
 * really evaluated. A trial with a parent goes on along the parent's curve and costs only the
 * further points. The best value so far counts every point read, those of trials that diverged or
 * were stopped included.
 */
final class CurveProtocol {

  private final TableProblem problem;
  private final Table table;
  private final Searcher searcher;
  private final Optional<Stopper> stopper;
  private final Mode mode;
  private final int window;
  private final Progress progress;
  private final BitSet taken = new BitSet();
  private final Map<Integer, Curve> asked = new HashMap<>();
  private final List<Curve> running = new ArrayList<>();
  private boolean exhausted;

  /** A trial on its row. */
  private static final class Curve {
    private final Trial trial;
    private final int row;
    private int step;
    private final NavigableMap<Integer, Double> losses = new TreeMap<>();

    Curve(Trial trial, int row, int step) {
      this.trial = trial;
      this.row = row;
      this.step = step;
    }
  }

  private CurveProtocol(
      TableProblem problem, Searcher searcher, Optional<Stopper> stopper, Mode mode, int window) {
    this.problem = problem;
    this.table = problem.table();
    this.searcher = searcher;
    this.stopper = stopper;
    this.mode = mode;
    this.window = window;
    this.progress = new Progress(problem.goal(), mode);
  }

  /** The study that a searcher is told it is in: as many trials as full curves cost the points. */
  static SearchContext context(TableProblem problem, Mode mode, int window, long seed) {
    int budget = problem.table().budget();
    int trials = Math.max(1, mode.size() / budget);
    return new SearchContext(
        problem.space(), seed, trials, window, budget, List.of(problem.goal()));
  }

  /**
   * Runs one searcher on one table.
   *
   * @param algorithm makes the searcher
   * @param stopping makes the stopper, if there is one
   * @param window how many trials are in flight at once
   */
  static Progress run(
      TableProblem problem,
      Function<SearchContext, Searcher> algorithm,
      Function<SearchContext, Optional<Stopper>> stopping,
      Mode mode,
      int window,
      long seed) {
    SearchContext context = context(problem, mode, window, seed);
    CurveProtocol protocol =
        new CurveProtocol(problem, algorithm.apply(context), stopping.apply(context), mode, window);
    protocol.run();
    return protocol.progress;
  }

  private void run() {
    while (progress.count() < mode.size()) {
      fill();
      if (running.isEmpty()) {
        break;
      }
      turn();
    }
    progress.end();
  }

  /** Asks trials until the window is full or the searcher waits for outcomes. */
  private void fill() {
    while (running.size() < window && !exhausted) {
      Optional<Trial> proposed = searcher.propose(asked.size());
      if (proposed.isEmpty()) {
        return;
      }
      begin(proposed.get());
    }
  }

  private void begin(Trial proposed) {
    Optional<Curve> parent =
        proposed.parent().isPresent()
            ? Optional.ofNullable(asked.get(proposed.parent().getAsInt()))
            : Optional.empty();
    OptionalInt row =
        parent.isPresent()
            ? OptionalInt.of(parent.get().row)
            : table.nearest(proposed.params(), free -> !taken.get(free));
    if (row.isEmpty()) {
      exhausted = true;
      return;
    }
    taken.set(row.getAsInt());
    Trial trial =
        new Trial(
            proposed.id(),
            table.params(row.getAsInt()),
            Math.min(proposed.budget(), table.budget()),
            proposed.parent(),
            proposed.note());
    searcher.asked(trial);
    Curve curve = new Curve(trial, row.getAsInt(), parent.map(p -> p.step).orElse(0));
    asked.put(trial.id(), curve);
    running.add(curve);
    if (curve.step >= trial.budget()) {
      end(curve, problem.outcome(curve.row, trial.budget())); // the parent read it all
    }
  }

  /** Each trial in flight reads its next point. */
  private void turn() {
    Iterator<Curve> turns = List.copyOf(running).iterator();
    while (turns.hasNext() && progress.count() < mode.size()) {
      advance(turns.next());
    }
  }

  private void advance(Curve curve) {
    Goal goal = problem.goal();
    curve.step++;
    double loss = goal.loss(table.value(curve.row, curve.step));
    progress.seen(loss);
    if (!Double.isFinite(loss)) {
      end(curve, problem.outcome(curve.row, curve.step));
      return;
    }
    curve.losses.put(curve.step, loss);
    stopper.ifPresent(s -> s.learn(curve.trial, curve.step, loss));
    if (curve.step >= curve.trial.budget()) {
      end(curve, problem.outcome(curve.row, curve.step));
    } else if (stopper.isPresent() && stopper.get().stops(curve.trial, curve.losses)) {
      end(curve, new Outcome.Pruned(loss));
    }
  }

  private void end(Curve curve, Outcome outcome) {
    running.remove(curve);
    searcher.told(curve.trial, outcome);
  }
}
