package drover.core;

/** The model of a trial is there, but could not be measured. */
public final class TestFailedException extends Exception {
  private static final long serialVersionUID = 1L;

  private final Cause cause;

  /**
   * @param failure why not, as of an attempt at a trial
   */
  public TestFailedException(Outcome.Failed failure) {
    super(failure.reason());
    this.cause = failure.cause();
  }

  /** Why not, as of an attempt at a trial. */
  public Outcome.Failed failure() {
    return new Outcome.Failed(cause, String.valueOf(getMessage()));
  }
}
