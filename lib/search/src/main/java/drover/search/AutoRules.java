package drover.search;

import drover.core.SearchContext;
import drover.search.AutoSearcher.Stage;
import java.util.List;

/**
 * Which algorithms {@code auto} takes. Measured on functions of all kinds (numbers, logs, whole
 * numbers, choices, conditions; 2 to 20 parameters) and on tables of real trainings, up to 500
 * trials, one at a time and in batches of eight: the Gaussian process was the best of all on most
 * and never far behind. The rules below are about what it cannot do, and what it costs.
 */
final class AutoRules {

  /** Beyond so many parameters, a proposal of the Gaussian process takes seconds. */
  private static final int MANY_PARAMETERS = 60;

  /** With more trials at once, thinking about each would leave the machines waiting. */
  private static final int MANY_AT_ONCE = 64;

  /** From then on a population finds as much, and thinks a thousandth of the time. */
  private static final int MANY_TRIALS = 1000;

  private AutoRules() {}

  /** The stages of a search, the first one from trial 0. */
  static List<Stage> stages(SearchContext context) {
    if (context.goals().size() > 1) {
      return List.of(new Stage(0, "nsga2", "for " + context.goals().size() + " goals"));
    }
    int parameters = context.space().parameters().size();
    if (parameters > MANY_PARAMETERS) {
      return List.of(new Stage(0, "genetic", "for " + parameters + " parameters"));
    }
    if (context.window() > MANY_AT_ONCE) {
      return List.of(new Stage(0, "tpe", "for " + context.window() + " trials at once"));
    }
    Stage first = new Stage(0, "gp", "makes the most of few trials");
    return context.trials() > MANY_TRIALS
        ? List.of(first, new Stage(MANY_TRIALS, "genetic", "thinks little about each of many"))
        : List.of(first);
  }
}
