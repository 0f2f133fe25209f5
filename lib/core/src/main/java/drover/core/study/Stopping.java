package drover.core.study;

import drover.core.Goal;
import drover.core.Stopper;
import drover.core.Trial;
import drover.core.TrialRun;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Feeds a study's stopper in the study's {@link Order} and asks it about running trials. Safe for
 * use by several threads: reports come on the runner's, and wait for no proposal.
 */
interface Stopping {

  /** Of a study without a stopper. */
  Stopping NONE = (trial, losses) -> false;

  /**
   * Stops as a stopper says.
   *
   * @param stoppers makes a stopper without any history, or none if the study has none
   * @param window how many trials may be in flight under {@link Order#DETERMINISTIC}
   * @param goal gives the loss
   */
  static Stopping of(Supplier<Optional<Stopper>> stoppers, Order order, int window, Goal goal) {
    Optional<Stopper> first = stoppers.get();
    if (first.isEmpty()) {
      return NONE;
    }
    if (order == Order.ARRIVAL) {
      return new ArrivalStopping(first.get(), goal);
    }
    List<Stopper> equals = new ArrayList<>(List.of(first.get()));
    while (equals.size() < window) {
      equals.add(stoppers.get().orElseThrow());
    }
    return new DeterministicStopping(equals, goal);
  }

  /**
   * A running trial reported: true if it is to end.
   *
   * @param losses of the running attempt so far, by step; its last entry is the report's
   */
  boolean stops(Trial trial, NavigableMap<Integer, Double> losses);

  /** The trial was journaled and is about to run. */
  default void asked(Trial trial) {}

  /** The trial came to its end, which was journaled. */
  default void told(Trial trial, TrialRun run) {}

  /** The searcher learned the trial's outcome. */
  default void learned(Trial trial, TrialRun run) {}
}
