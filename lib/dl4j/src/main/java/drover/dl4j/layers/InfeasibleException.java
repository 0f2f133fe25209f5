package drover.dl4j.layers;

/** These settings give no finite loss: the network cannot be built, or it diverged. */
public final class InfeasibleException extends Exception {
  private static final long serialVersionUID = 1L;

  private final String reason;

  /** Told by a line for the user. */
  public InfeasibleException(String reason) {
    super(reason);
    this.reason = reason;
  }

  /** Told by a line for the user, and the exception that was met. */
  public InfeasibleException(String reason, Throwable cause) {
    super(reason, cause);
    this.reason = reason;
  }

  /** The line for the user. */
  public String reason() {
    return reason;
  }
}
