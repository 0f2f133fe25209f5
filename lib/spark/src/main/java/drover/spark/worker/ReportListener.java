package drover.spark.worker;

import drover.core.Report;

/** Takes the reports of one evaluation, one at a time, and may end it. */
@FunctionalInterface
public interface ReportListener {

  /** Lets every evaluation go on. */
  ReportListener NONE = report -> true;

  /**
   * The objective reported, and waits for the answer.
   *
   * @return false if the evaluation is to end now, with what was reported as its last loss
   */
  boolean reported(Report report) throws InterruptedException;

  /** The objective wrote a checkpoint after what it reported so far; its file may be taken away. */
  default void saved(SavedCheckpoint checkpoint) {}
}
