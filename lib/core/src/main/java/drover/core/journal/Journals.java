package drover.core.journal;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
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

  private static final Duration RETRY = Duration.ofMillis(200);

  private Journals() {}

  /**
   * Opens a journal for writing, which makes the caller the study's one live driver, and begins a
   * new segment. Whoever only wants to know how the study stands uses {@link #read}.
   *
   * @param folder the journal's folder; made if missing
   * @throws StudyBusyException if another live driver holds the study
   * @throws UnfencedException if fencing is required and the file system has none
   */
  public static Journal open(Path folder, Configuration conf, Terms terms) throws IOException {
    Segments segments = segments(folder, conf);
    SegmentWriter writer = store(segments, conf, terms).claim(segments);
    return SegmentJournal.begin(segments, writer, SegmentJournal.FILES);
  }

  private static JournalStore store(Segments segments, Configuration conf, Terms terms)
      throws IOException {
    if (segments.files().getUri().getScheme().equals("file")) {
      return new LocalStore();
    }
    segments.files().mkdirs(segments.folder());
    return HdfsLease.isFor(segments.files(), segments.folder())
        ? new HdfsStore(conf, terms.lease(), terms.notice())
        : new ObjectStore(conf, terms, RETRY, Merger.inBackground());
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
    return segments(folder, conf).lastEpoch() > 0;
  }

  private static Segments segments(Path folder, Configuration conf) throws IOException {
    FileSystem files = folder.getFileSystem(conf);
    // Hadoop's checksum files beside the segments would go stale: they have their own checksums.
    FileSystem raw = files instanceof LocalFileSystem local ? local.getRaw() : files;
    return new Segments(raw, raw.makeQualified(folder));
  }

  /**
   * Settings for a client of a journal's own, which ends with it, not in Hadoop's shutdown hook.
   */
  static Configuration unshared(Configuration conf) {
    Configuration own = new Configuration(conf);
    own.setBoolean("fs.automatic.close", false);
    return own;
  }
}
