package drover.core.journal;

import java.io.IOException;

/** Another live driver holds the study. */
public final class StudyBusyException extends IOException {
  private static final long serialVersionUID = 1L;

  /**
   * @param message who holds it, for the user
   */
  public StudyBusyException(String message) {
    super(message);
  }
}
