package drover.core.study;

import drover.core.TrialRun;
import java.time.Duration;
import java.util.Optional;

/**
 * How many trials to keep in flight: as many as there are slots, and for short trials some more, so
 * that no slot waits for the driver.
 */
final class Backlog {

  /** Trials shorter than this are short: handing one over costs a notable share of its time. */
  private static final Duration SHORT = Duration.ofMillis(50);

  /** Spark hands over one-task jobs fastest with at least this many in flight. */
  private static final int SHORT_LIMIT = 16;

  private final StudyPlan plan;
  private final int window;
  private int looked;
  private double meanMillis = SHORT.toMillis();

  Backlog(StudyPlan plan, int window) {
    this.plan = plan;
    this.window = window;
  }

  /**
   * The number of trials to keep in flight, at least 1.
   *
   * @param slots how many trials the runner wants to have
   */
  int limit(StudyState state, int slots) {
    if (plan.order() == Order.DETERMINISTIC) {
      return window;
    }
    look(state);
    boolean areShort = meanMillis < SHORT.toMillis();
    return plan.parallelism().of(areShort ? Math.max(2L * slots, SHORT_LIMIT) : slots);
  }

  /** A moving mean of the trials' times, over the ids in order as they come to their end. */
  private void look(StudyState state) {
    while (looked < state.trials().size()) {
      Optional<TrialRun> run = state.trials().get(looked).run();
      if (run.isEmpty()) {
        return;
      }
      meanMillis += 0.2 * (run.get().elapsed().toMillis() - meanMillis);
      looked++;
    }
  }
}
