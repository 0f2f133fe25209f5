package drover.spark;

import drover.core.journal.Retry;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.time.Duration;
import org.apache.hadoop.fs.ChecksumException;
import org.apache.hadoop.hdfs.BlockMissingException;

/** What executors ask of the file systems where a study keeps its models and checkpoints. */
final class Stores {

  private static final Retry RETRY = new Retry(4, Duration.ofMillis(500));

  private Stores() {}

  /**
   * The answer, of several attempts if need be.
   *
   * @throws IOException if there is none, or the file asked for {@linkplain #isLost is lost}
   */
  static <T> T ask(Retry.Request<T> request) throws IOException {
    return RETRY.of(request, FileNotFoundException.class::isInstance);
  }

  /** True if a file is not there, or its file system has no sound copy of it: not if it is busy. */
  static boolean isLost(IOException failure) {
    return failure instanceof FileNotFoundException
        || failure instanceof ChecksumException
        || failure instanceof BlockMissingException;
  }
}
