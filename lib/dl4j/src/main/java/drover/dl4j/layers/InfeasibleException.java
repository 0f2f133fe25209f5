package drover.dl4j.layers;

/** These settings give no finite loss: the network cannot be built, or it diverged. */
public final class InfeasibleException extends Exception {
  private static final long serialVersionUID = 1L;

  private final String path;
  private final String what;

  /** Told by a line for the user. */
  public InfeasibleException(String reason) {
    super(reason);
    this.path = "";
    this.what = reason;
  }

  /** Told by a line for the user, and the exception that was met. */
  public InfeasibleException(String reason, Throwable cause) {
    super(reason, cause);
    this.path = "";
    this.what = reason;
  }

  private InfeasibleException(String path, InfeasibleException cause) {
    super(path + ": " + cause.what, cause);
    this.path = path;
    this.what = cause.what;
  }

  /** The same, known to have come from the settings at this path. */
  InfeasibleException at(String parent) {
    return new InfeasibleException(path.isEmpty() ? parent : parent + "." + path, this);
  }

  /** The line for the user. */
  public String reason() {
    return path.isEmpty() ? what : path + ": " + what;
  }
}
