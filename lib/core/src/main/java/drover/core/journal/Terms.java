package drover.core.journal;

import java.time.Duration;
import java.util.function.Consumer;
import org.apache.hadoop.fs.Path;

/**
 * On which terms a driver takes a study.
 *
 * @param lease how long a silent driver is waited for, on file systems without locks
 * @param requireFencing true if a file system will not do that cannot keep a second driver out for
 *     certain
 * @param notice is told, in a sentence for the user, what is worth knowing
 */
public record Terms(Duration lease, boolean requireFencing, Consumer<String> notice) {

  /** The usual lease, any file system. */
  public static Terms usual(Consumer<String> notice) {
    return new Terms(Journals.LEASE, false, notice);
  }

  /** Called where two drivers that come at once cannot be told apart for certain. */
  void acceptUnfenced(Path folder) throws UnfencedException {
    if (requireFencing) {
      throw new UnfencedException(
          folder
              + ": this file system cannot create a file exclusively, so a second driver cannot be"
              + " kept out for certain");
    }
    notice.accept(
        "this file system cannot create a file exclusively: a second driver of the study is kept"
            + " out by heartbeat and lease alone (study.require-fencing = true would refuse)");
  }
}
