package drover.jobs.bench;

import drover.core.Goal;
import drover.core.Outcome;
import drover.core.SearchContext;
import drover.core.Searcher;
import drover.core.Trial;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

/**
 * How a run is measured: 200 evaluations, each of which counts, on one problem by one searcher from
 * one seed.
 */
final class SearchProtocol {

  /** How outcomes come back. */
  enum Mode {
    /** One trial at a time. */
    SEQ200(1),
    /** Eight trials, then their eight outcomes in the order asked. */
    BAT200(8);

    final int batch;

    Mode(int batch) {
      this.batch = batch;
    }

    /** As results have it: {@code seq200}. */
    String label() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** Evaluations of a run. */
  static final int EVALUATIONS = 200;

  private SearchProtocol() {}

  /**
   * Runs one searcher on one problem.
   *
   * @param algorithm makes the searcher
   * @return the best value after each evaluation; shorter than 200 only if the space was exhausted
   */
  static double[] run(
      Problem problem, Function<SearchContext, Searcher> algorithm, Mode mode, long seed) {
    Searcher searcher =
        algorithm.apply(
            new SearchContext(
                problem.space(),
                seed,
                EVALUATIONS,
                mode.batch,
                1,
                List.of(new Goal("value", false))));
    double[] best = new double[EVALUATIONS];
    double least = Double.POSITIVE_INFINITY;
    int done = 0;
    while (done < EVALUATIONS) {
      List<Trial> batch = ask(searcher, done, mode.batch);
      if (batch.isEmpty()) {
        return Arrays.copyOf(best, done);
      }
      for (Trial trial : batch) {
        double value = problem.value(trial.params());
        searcher.told(trial, Outcome.Scored.of(value));
        least = Math.min(least, value);
        best[done++] = least;
      }
    }
    return best;
  }

  private static List<Trial> ask(Searcher searcher, int first, int count) {
    List<Trial> batch = new ArrayList<>();
    for (int id = first; id < Math.min(first + count, EVALUATIONS); id++) {
      searcher.propose(id).ifPresent(batch::add);
      if (batch.size() <= id - first) {
        break;
      }
      searcher.asked(batch.get(id - first));
    }
    return batch;
  }
}
