package drover.core;

/**
 * No trial of the study can run, whatever its params: a data file is missing or holds something
 * else, a class cannot be found. An {@link Objective} that throws it ends the study at once,
 * instead of failing trial after trial.
 */
public class UnusableStudyException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /**
   * @param message for the user: what is wrong, where, and what was meant
   */
  public UnusableStudyException(String message) {
    super(message);
  }

  /**
   * @param message for the user: what is wrong, where, and what was meant
   * @param cause what showed it
   */
  public UnusableStudyException(String message, Throwable cause) {
    super(message, cause);
  }
}
