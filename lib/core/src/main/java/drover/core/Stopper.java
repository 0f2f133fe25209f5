package drover.core;

import java.util.NavigableMap;

/**
 * Looks at a running trial's reports and says whether it goes on: a state machine over the reports
 * of other trials.
 *
 * <p>Under {@code order = arrival} it learns each report at once, the running trials' included;
 * under {@code order = deterministic} it learns a trial's reports when the searcher learns its
 * outcome, so that its answers do not depend on timing. Stoppers are called by one thread at a
 * time; an answer is awaited by the trial, so it is to be quick.
 */
public interface Stopper {

  /**
   * A trial reported. Each step of a trial is learned once, in the order of steps.
   *
   * @param step the step (epoch), from 1
   * @param loss the first loss after that step, finite
   */
  void learn(Trial trial, int step, double loss);

  /**
   * True if the trial promises too little to go on. Changes nothing.
   *
   * @param curve the trial's own losses so far by step; not empty, its last entry is the newest
   */
  boolean stops(Trial trial, NavigableMap<Integer, Double> curve);

  /** The trial came to its end: nothing more is learned of it, nor is it asked about. */
  default void ended(Trial trial) {}
}
