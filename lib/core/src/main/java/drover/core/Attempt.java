package drover.core;

import java.util.List;

/**
 * One attempt at a trial, as a study asks its runner for it.
 *
 * @param trial the trial
 * @param number the attempt's number, from 1; if the runner itself moves the trial on, its further
 *     attempts have the next numbers
 * @param ancestors the trials that the trial continues, the oldest first, its parent last; empty if
 *     it has no parent, or none that made checkpoints
 * @param keepModel the trial's model is to be kept in the study's folder if the trial scores a
 *     first loss of at most this
 * @param keepCheckpoint the trial's last checkpoint is to be kept if the trial scores a first loss
 *     of at most this; infinite if a later trial may continue it
 */
public record Attempt(
    Trial trial, int number, List<Trial> ancestors, double keepModel, double keepCheckpoint) {

  public Attempt {
    ancestors = List.copyOf(ancestors);
    if (number < 1) {
      throw new IllegalArgumentException("attempt " + number + " at trial " + trial.id());
    }
  }

  /** The first attempt at a trial that continues none and whose last checkpoint nobody wants. */
  public Attempt(Trial trial, double keepModel) {
    this(trial, 1, List.of(), keepModel, Double.NEGATIVE_INFINITY);
  }
}
