package drover.core.config;

import java.util.List;

/** A study file cannot be used; every mistake in it is listed. */
public final class MistakesException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient List<String> mistakes;

  /**
   * @param mistakes at least one, each a line for the user
   */
  public MistakesException(List<String> mistakes) {
    super(String.join("\n", mistakes));
    this.mistakes = List.copyOf(mistakes);
  }

  /** Each mistake as a line for the user. */
  public List<String> mistakes() {
    return mistakes;
  }
}
