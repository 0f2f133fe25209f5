package drover.core;

/**
 * Follows a trial from its launch to its end. Called on any thread, by one at a time, and not any
 * more when the trial's future has completed.
 */
@FunctionalInterface
public interface TrialListener {

  /**
   * An attempt begins to run; a second time if the runner itself moved the trial to another
   * executor, where it begins anew.
   */
  void started(String executor);

  /**
   * The running attempt begins to evaluate its trial, or has ended to. Its time limit counts in
   * between: not while what it needs is fetched before, and what it leaves is kept afterwards.
   */
  default void evaluating(boolean now) {}

  /**
   * The running attempt reported. Reports come in the order in which the objective made them; how
   * late, and whether all of them come, is the runner's to say. One whose answer was lost may come
   * again.
   *
   * @return false if the trial is to end now as {@link Outcome.Pruned}, which only a report with a
   *     {@linkplain Goal#loss(Report) loss} allows; true if it goes on
   */
  default boolean reported(Report report) {
    return true;
  }
}
