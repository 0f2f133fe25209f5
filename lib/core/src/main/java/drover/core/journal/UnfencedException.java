package drover.core.journal;

import java.io.IOException;

/** Fencing is required, and the file system cannot keep a second driver out for certain. */
public final class UnfencedException extends IOException {
  private static final long serialVersionUID = 1L;

  UnfencedException(String message) {
    super(message);
  }
}
