package drover.core.study;

import drover.core.TrialRun;
import java.time.Duration;
import java.util.Optional;

/**
 * How many trials to keep in flight: as many as there are slots, and for short trials some more, so
 * that no slot waits for the driver.
 */
final class Backlog {

  /** Of trials shorter than this, handing one over costs the most part of their time. */
  private static final Duration TRIVIAL = Duration.ofMillis(50);

  /** Spark hands over one-task jobs fastest with at least this many in flight. */
  private static final int TRIVIAL_LIMIT = 16;

  /** Of trials shorter than this, a slot that waits for the driver is notable. */
  private static final Duration SHORT = Duration.ofSeconds(2);

  /** Of so many slots one is about to be free while the driver is busy with another's trial. */
  private static final int SLOTS_A_SPARE = 8;

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
    return plan.parallelism().of(slots + spare(slots));
  }

  private long spare(int slots) {
    if (meanMillis < TRIVIAL.toMillis()) {
      return Math.max(slots, TRIVIAL_LIMIT - slots);
    }
    return meanMillis < SHORT.toMillis() ? slots / SLOTS_A_SPARE : 0;
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
