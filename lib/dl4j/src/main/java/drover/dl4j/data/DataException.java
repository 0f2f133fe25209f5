package drover.dl4j.data;

import drover.core.UnusableStudyException;

/** A data file does not hold what it should; the message names the file and the row. */
public final class DataException extends UnusableStudyException {
  private static final long serialVersionUID = 1L;

  private final String key;

  /**
   * What is wrong in a row.
   *
   * @param row line of the file, from 1, the header counted
   */
  DataException(String file, int row, String what) {
    this("source", file, row, what);
  }

  /**
   * What is wrong in a row.
   *
   * @param key the key in {@code data} that the row disagrees with
   * @param row line of the file, from 1, the header counted
   */
  DataException(String key, String file, int row, String what) {
    this(key, file + ":" + row + ": " + what);
  }

  private DataException(String key, String message) {
    super(message);
    this.key = key;
  }

  /**
   * What is wrong with a file as a whole.
   *
   * @param key the key in {@code data} that the file disagrees with
   */
  static DataException of(String key, String file, String what) {
    return new DataException(key, file + ": " + what);
  }

  /** The key in {@code data} that disagrees with the file. */
  String key() {
    return key;
  }
}
