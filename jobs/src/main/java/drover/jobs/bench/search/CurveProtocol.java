package drover.jobs.bench.search;

import drover.core.Goal;
import drover.core.Outcome;
import drover.core.Params;
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
 * really evaluated. A trial with a parent begins where the parent's curve ended and costs only the
 * further points: along the same curve with the parent's params, otherwise along the curve of the
 * row nearest to its own. An outcome has the lowest loss read on the trial's row. The best value so
 * far counts every point read, those of trials that diverged or were stopped included.
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
    private double least = Double.POSITIVE_INFINITY;
    private final NavigableMap<Integer, Double> losses = new TreeMap<>();

    Curve(Trial trial, int row, Optional<Curve> parent) {
      this.trial = trial;
      this.row = row;
      parent.ifPresent(
          before -> {
            step = before.step;
            least = before.row == row ? before.least : least;
          });
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
    OptionalInt row = row(proposed.params(), parent);
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
    Curve curve = new Curve(trial, row.getAsInt(), parent);
    asked.put(trial.id(), curve);
    running.add(curve);
    if (curve.step >= trial.budget()) {
      end(curve, outcome(curve)); // the parent read it all
    }
  }

  private OptionalInt row(Params params, Optional<Curve> parent) {
    if (parent.isEmpty()) {
      return table.nearest(params, row -> !taken.get(row));
    }
    return parent.get().trial.params().equals(params)
        ? OptionalInt.of(parent.get().row)
        : table.find(params);
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
      end(curve, new Outcome.Infeasible(goal.metric() + " is no number"));
      return;
    }
    curve.least = Math.min(curve.least, loss);
    curve.losses.put(curve.step, loss);
    stopper.ifPresent(s -> s.learn(curve.trial, curve.step, loss));
    if (curve.step >= curve.trial.budget()) {
      end(curve, outcome(curve));
    } else if (stopper.isPresent() && stopper.get().stops(curve.trial, curve.losses)) {
      end(curve, new Outcome.Pruned(loss));
    }
  }

  private static Outcome outcome(Curve curve) {
    return Double.isFinite(curve.least)
        ? Outcome.Scored.of(curve.least)
        : new Outcome.Infeasible("no point was read");
  }

  private void end(Curve curve, Outcome outcome) {
    running.remove(curve);
    searcher.told(curve.trial, outcome);
  }
}
