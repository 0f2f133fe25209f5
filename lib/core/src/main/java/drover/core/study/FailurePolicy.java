package drover.core.study;

import drover.core.Cause;
import java.util.Map;

/**
 * What becomes of a trial whose attempt the machinery broke, by cause.
 *
 * @param attempts how many attempts a trial has, at least 1
 * @param losses how many executors a trial may lose in a row without getting further, at least 1;
 *     after the last one it is taken for what killed them
 * @param maxFailed how many trials may fail before the study ends
 * @param reactions one for each cause
 */
public record FailurePolicy(
    int attempts, int losses, FailureLimit maxFailed, Map<Cause, Reaction> reactions) {

  /** What to do with the trial. */
  public enum Reaction {
    /** It runs again, and the attempt does not count. */
    FREE,
    /** It runs again, and the attempt counts. */
    RETRY,
    /** It has failed. */
    FAIL,
    /** It is left open, and the study ends: no trial would go better. */
    STOP
  }

  public FailurePolicy {
    reactions = Map.copyOf(reactions);
    if (reactions.size() != Cause.values().length) {
      throw new IllegalArgumentException("not a reaction for each cause: " + reactions);
    }
  }

  /**
   * The reaction to an attempt that broke; {@link Reaction#FAIL} after a trial's last one.
   *
   * @param before the trial as it was before the attempt ended
   * @param step the last step that the attempt reported, 0 if none
   */
  Reaction to(Cause cause, TrialRecord before, int step) {
    Reaction reaction = reactions.getOrDefault(cause, Reaction.FAIL);
    boolean last =
        switch (reaction) {
          case FREE -> before.lossesAfter(step) >= losses;
          case RETRY -> before.faults() + 1 >= attempts;
          case FAIL, STOP -> false;
        };
    return last ? Reaction.FAIL : reaction;
  }
}
