package drover.jobs.bench.search;

import drover.core.Outcome;
import drover.core.Outcome.Scored;
import drover.core.SearchContext;
import drover.core.Searcher;
import drover.core.Trial;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** How a run of evaluations is measured: each of them counts, also one of a point seen before. */
final class SearchProtocol {

  private SearchProtocol() {}

  /** The study that a searcher is told it is in. */
  static SearchContext context(Problem problem, Mode mode, long seed) {
    return new SearchContext(
        problem.space(), seed, mode.size(), mode.batch(), 1, List.of(problem.goal()));
  }

  /**
   * Runs one searcher on one problem.
   *
   * @param algorithm makes the searcher
   */
  static Progress run(
      Problem problem, Function<SearchContext, Searcher> algorithm, Mode mode, long seed)
      throws Exception {
    Evaluator evaluator = problem.evaluator();
    Searcher searcher = algorithm.apply(context(problem, mode, seed));
    Progress progress = new Progress(problem.goal(), mode);
    List<Trial> batch = ask(searcher, mode, 0);
    while (!batch.isEmpty()) {
      for (Trial trial : batch) {
        Outcome outcome = evaluator.evaluate(trial.params());
        searcher.told(trial, outcome);
        if (outcome instanceof Scored scored) {
          progress.scored(scored);
        } else {
          progress.seen(Double.NaN);
        }
      }
      batch = ask(searcher, mode, progress.count());
    }
    progress.end(); // the whole space was asked
    return progress;
  }

  private static List<Trial> ask(Searcher searcher, Mode mode, int first) {
    List<Trial> batch = new ArrayList<>();
    for (int id = first; id < Math.min(first + mode.batch(), mode.size()); id++) {
      searcher.propose(id).ifPresent(batch::add);
      if (batch.size() <= id - first) {
        break;
      }
      searcher.asked(batch.get(id - first));
    }
    return batch;
  }
}
