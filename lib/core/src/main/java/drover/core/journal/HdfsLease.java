package drover.core.journal;

import java.io.IOException;
import java.time.Duration;
import java.util.function.Consumer;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.hdfs.DistributedFileSystem;

/**
 * Ends the writing of a dead driver's file on HDFS, which otherwise stays open until its lease runs
 * out after a minute or an hour. A driver that is not dead fails at its next write.
 */
final class HdfsLease {
  private static final Duration POLL = Duration.ofMillis(100);

  /** A recovery takes a data node's heartbeat or two; asked again sooner, it would start anew. */
  private static final int POLLS_PER_RECOVERY = 150;

  private static final int RECOVERIES = 20;

  private HdfsLease() {}

  /** True if the folder lies on HDFS, or on a view of it. */
  static boolean isFor(FileSystem files, Path folder) throws IOException {
    Path resolved = files.resolvePath(folder);
    return resolved.getFileSystem(files.getConf()) instanceof DistributedFileSystem;
  }

  /** Returns when nobody can append to the file any more; at once on other file systems. */
  static void recover(FileSystem files, Path file, Consumer<String> notice) throws IOException {
    Path resolved = files.resolvePath(file); // viewfs: has HDFS behind it
    if (resolved.getFileSystem(files.getConf()) instanceof DistributedFileSystem hdfs
        && !hdfs.isFileClosed(resolved)) {
      recoverOpen(hdfs, resolved, notice);
    }
  }

  private static void recoverOpen(DistributedFileSystem hdfs, Path file, Consumer<String> notice)
      throws IOException {
    notice.accept("recovering the lease of " + file);
    for (int recovery = 0; recovery < RECOVERIES; recovery++) {
      boolean closed = hdfs.recoverLease(file);
      for (int poll = 0; poll < POLLS_PER_RECOVERY && !closed; poll++) {
        Pause.of(POLL);
        closed = hdfs.isFileClosed(file);
      }
      if (closed) {
        return;
      }
    }
    throw new IOException("the lease of " + file + " could not be recovered");
  }
}
