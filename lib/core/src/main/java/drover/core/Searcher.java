package drover.core;

import java.util.Optional;

/**
 * Proposes trials and learns from their outcomes: a state machine over <em>asked</em> and
 * <em>told</em>.
 *
 * <p>The contract, checked by the conformance suite for every registered searcher:
 *
 * <ul>
 *   <li>{@link #propose} is pure: it reads the state and draws its randomness from (study seed,
 *       trial id, purpose) alone, and changes nothing that a caller can see. Calling it twice gives
 *       the same trial; not calling it at all, as a resumed study does, changes nothing.
 *   <li>What must be remembered of a proposal goes into {@link Trial#note}; it comes back with
 *       {@link #asked}.
 *   <li>Outcomes arrive in any order. {@link Outcome.Failed} is not learned from; {@link
 *       Outcome.Infeasible} is learned as worst.
 *   <li>It learns as well from trials that it did not propose (known params that the user put
 *       first, or another algorithm's), whose notes are not its own.
 *   <li>An empty proposal means: nothing until more outcomes arrive. Empty with no trial in flight
 *       means that the search is over.
 * </ul>
 *
 * <p>Searchers are called from one thread.
 */
public interface Searcher {

  /**
   * The trial to run next, or empty if there is nothing to run until more outcomes arrive.
   *
   * @param id the number that the trial is to have: the count of trials asked so far
   */
  Optional<Trial> propose(int id);

  /** The trial was journaled and is about to run. Trials are asked in the order of their ids. */
  void asked(Trial trial);

  /** The trial, asked before, came to its end. Called once a trial. */
  void told(Trial trial, Outcome outcome);

  /**
   * What it does in this study, in one sentence for the log and {@code check}; empty if its name
   * says it all.
   */
  default String about() {
    return "";
  }

  /** True if a later proposal may name the trial as its parent, so that its weights are kept. */
  default boolean mayContinue(int id) {
    return false;
  }
}
