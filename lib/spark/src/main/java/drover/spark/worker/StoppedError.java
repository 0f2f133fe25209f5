package drover.spark.worker;

/**
 * Leaves {@code report} when the trial is to end, and the objective with it. An error, so that an
 * objective that catches exceptions does not take it for one of its own.
 */
final class StoppedError extends Error {
  private static final long serialVersionUID = 1L;

  StoppedError() {
    super("the trial is stopped", null, false, false);
  }
}
