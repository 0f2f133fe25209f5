package drover.core.journal;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.LocalFileSystem;
import org.apache.hadoop.fs.Path;

/** Opens and reads the journals of studies, each a folder on a Hadoop file system. */
public final class Journals {

  /**
   * How long a driver on another file system than {@code file:} may be silent before it is dead.
   */
  public static final Duration LEASE = Duration.ofSeconds(15);

  /** A file there is nothing until it is closed. */
  private static final Set<String> WITHOUT_FLUSH = Set.of("s3", "s3a", "s3n");

  private Journals() {}

  /**
   * False if the folder lies on a file system that cannot keep a journal: an object store whose
   * streams cannot flush. Touches nothing.
   */
  public static boolean canBeIn(Path folder, Configuration conf) {
    String scheme = folder.toUri().getScheme();
    return !WITHOUT_FLUSH.contains(
        scheme == null ? FileSystem.getDefaultUri(conf).getScheme() : scheme);
  }

  /**
   * Opens a journal for writing, which makes the caller the study's one live driver, and begins a
   * new segment. Whoever only wants to know how the study stands uses {@link #read}.
   *
   * @param folder the journal's folder; made if missing
   * @param lease how long a silent driver is waited for, on file systems without locks
   * @param notice is told, in a sentence for the user, if the call waits for another driver
   * @throws StudyBusyException if another live driver holds the study
   */
  public static Journal open(
      Path folder, Configuration conf, Duration lease, Consumer<String> notice) throws IOException {
    Segments segments = segments(folder, conf);
    boolean local = segments.files().getUri().getScheme().equals("file");
    JournalStore store = local ? new LocalStore() : new HeartbeatStore(conf, lease, notice);
    return new SegmentJournal(segments, store.claim(segments));
  }

  /**
   * All events of a journal, in order; none if there is no journal. Takes no lock, and may be
   * called while a driver writes.
   *
   * @throws UnreadableJournalException if the journal is damaged
   */
  public static List<Event> read(Path folder, Configuration conf) throws IOException {
    return segments(folder, conf).read();
  }

  /** True if the folder holds a journal. */
  public static boolean exists(Path folder, Configuration conf) throws IOException {
    return segments(folder, conf).count() > 0;
  }

  private static Segments segments(Path folder, Configuration conf) throws IOException {
    FileSystem files = folder.getFileSystem(conf);
    // Hadoop's checksum files beside the segments would go stale: they have their own checksums.
    FileSystem raw = files instanceof LocalFileSystem local ? local.getRaw() : files;
    return new Segments(raw, raw.makeQualified(folder));
  }
}
