package drover.core.journal;

import org.apache.hadoop.fs.Path;

/**
 * Which commits of a segment are merged: 64 neighbours into a block, 64 neighbouring blocks into a
 * larger one. A commit's number alone tells the names of the blocks that may hold it.
 */
final class Blocks {

  /** How many files become one. */
  static final int FAN_IN = 64;

  /** How many commits the largest blocks hold. */
  static final int LARGEST = FAN_IN * FAN_IN;

  private Blocks() {}

  /** True if a block of this size begins with the commit. */
  static boolean begins(int commit, int size) {
    return (commit - 1) % size == 0;
  }

  /** True if a block of this size ends with the commit. */
  static boolean ends(int commit, int size) {
    return commit % size == 0;
  }

  /** The block of this size that holds the commit; of size 1: the commit. */
  static Path file(Segments segments, int epoch, int commit, int size) {
    if (size == 1) {
      return segments.commit(epoch, commit);
    }
    int first = commit - (commit - 1) % size;
    return segments.block(epoch, first, first + size - 1);
  }
}
