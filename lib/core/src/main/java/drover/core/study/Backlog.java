package drover.core.study;

import drover.core.Outcome;
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

  /** What a slot waits for its next trial at most when the driver is busy with others' trials. */
  private static final double HANDOVER_MILLIS = 10;

  /** The weight of the latest one in a mean. */
  private static final double LATEST = 0.2;

  private final StudyPlan plan;
  private final int window;
  private int looked;
  private double meanMillis = Double.POSITIVE_INFINITY;
  private double proposalMillis;

  Backlog(StudyPlan plan, int window) {
    this.plan = plan;
    this.window = window;
  }

  /**
   * A proposal was made.
   *
   * @param nanos how long it took
   */
  void proposed(long nanos) {
    proposalMillis += LATEST * (nanos / 1e6 - proposalMillis);
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

  /**
   * Trials beyond the slots. Slots that end together are served one after another, which takes the
   * driver all their handovers; as many slots as come free in that time find a trial that waits.
   * Where proposals take so long that the slots wait for them, trials ahead of time would only know
   * less.
   */
  private long spare(int slots) {
    if (slots * proposalMillis > meanMillis) {
      return 0;
    }
    if (meanMillis < TRIVIAL.toMillis()) {
      return Math.max(slots, TRIVIAL_LIMIT - slots);
    }
    double wave = slots * HANDOVER_MILLIS;
    return (long) Math.min(slots, slots * wave / meanMillis);
  }

  /**
   * A moving mean of the trials' times, over the ids in order as they come to their end. One that
   * failed may not even have begun, and says nothing of the others.
   */
  private void look(StudyState state) {
    while (looked < state.trials().size()) {
      Optional<TrialRun> run = state.trials().get(looked).run();
      if (run.isEmpty()) {
        return;
      }
      if (!(run.get().outcome() instanceof Outcome.Failed)) {
        add((double) run.get().elapsed().toMillis());
      }
      looked++;
    }
  }

  private void add(double millis) {
    boolean first = Double.isInfinite(meanMillis);
    meanMillis = first ? millis : meanMillis + LATEST * (millis - meanMillis);
  }
}
