package drover.core.journal;

import java.io.IOException;
import org.apache.hadoop.fs.Path;

/** A journal is damaged, or was written by a newer version of Drover: nothing is read from it. */
public final class UnreadableJournalException extends IOException {
  private static final long serialVersionUID = 1L;

  /**
   * @param file the segment
   * @param position where the record begins that cannot be read, in bytes from the file's start
   * @param reason what is wrong with it
   */
  public UnreadableJournalException(Path file, long position, String reason) {
    super(file + ", byte " + position + ": " + reason);
  }
}
