package drover.core;

/** A trial's kept model is missing where it was kept, or cannot be read as it was written. */
public final class LostModelException extends Exception {
  private static final long serialVersionUID = 1L;

  /**
   * @param message which model, and what is wrong with it
   */
  public LostModelException(String message) {
    super(message);
  }
}
