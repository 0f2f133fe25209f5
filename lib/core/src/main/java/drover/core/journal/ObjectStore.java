package drover.core.journal;

import static java.nio.charset.StandardCharsets.UTF_8;

import drover.core.json.Json;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.Executor;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;

/**
 * Journals where files cannot grow, or where nobody can be kept from making them grow: S3, Google
 * Cloud Storage, Azure and whatever else Hadoop has a file system for. Each commit is a file of its
 * own. A driver calls a commit durable only after it has seen, once the file was written, that no
 * other driver has claimed the next epoch; the other one reads after it has claimed. So either the
 * one stops, or the other reads what it wrote.
 */
final class ObjectStore implements JournalStore {
  private final Configuration conf;
  private final Terms terms;
  private final Duration retry;
  private final Executor merger;

  /**
   * A store.
   *
   * @param retry how long to wait before a commit that failed is written again
   * @param merger merges commits
   */
  ObjectStore(Configuration conf, Terms terms, Duration retry, Executor merger) {
    this.conf = Journals.unshared(conf);
    this.terms = terms;
    this.retry = retry;
    this.merger = merger;
  }

  @Override
  public SegmentWriter claim(Segments shared) throws IOException {
    FileSystem files = FileSystem.newInstance(shared.files().getUri(), conf);
    try {
      Segments segments = new Segments(files, shared.folder());
      boolean exclusive = Exclusive.isPossible(files, segments.folder());
      if (!exclusive) {
        terms.acceptUnfenced(segments.folder());
      }
      return claim(segments, exclusive);
    } catch (IOException | RuntimeException e) {
      files.close();
      throw e;
    }
  }

  private SegmentWriter claim(Segments segments, boolean exclusive) throws IOException {
    int epoch = segments.lastEpoch() + 1;
    Heartbeat heartbeat = Heartbeat.start(segments, epoch, terms.lease(), terms.notice());
    try {
      Claim claim = new Claim(segments, epoch, exclusive);
      claim.make(terms.lease());
      return new CommitWriter(segments, epoch, claim, heartbeat, retry, merger);
    } catch (IOException | RuntimeException e) {
      heartbeat.stop();
      throw e;
    }
  }

  /** This driver's claim of an epoch. */
  static final class Claim {
    private static final int SETTLES_PER_LEASE = 8;

    private final Segments segments;
    private final int epoch;
    private final boolean exclusive;
    private final byte[] token;

    Claim(Segments segments, int epoch, boolean exclusive) {
      this.segments = segments;
      this.epoch = epoch;
      this.exclusive = exclusive;
      String name = JournalStore.DRIVER + "#" + UUID.randomUUID();
      this.token = Records.line(Json.object().put("claim", name));
    }

    private void make(Duration lease) throws IOException {
      if (!exclusive && segments.files().exists(segments.path(epoch))) {
        throw taken();
      }
      try {
        Exclusive.write(segments.files(), segments.path(epoch), token);
      } catch (IOException e) {
        if (!isMine()) { // else it was written, and only the answer was lost
          throw segments.files().exists(segments.path(epoch)) ? taken() : e;
        }
      }
      if (!exclusive) {
        Pause.of(lease.dividedBy(SETTLES_PER_LEASE)); // of those that race, the last one stays
        if (!isMine() || segments.files().exists(segments.commit(epoch, 1))) {
          throw taken();
        }
      }
    }

    /**
     * To be called after something was written. Later drivers delete old claims, in their order: if
     * the next one is gone again, this one was gone before.
     *
     * @throws StudyBusyException if another driver has taken the study over
     */
    void requireLatest() throws IOException {
      if (segments.files().exists(segments.path(epoch + 1)) || !isMine()) {
        throw new StudyBusyException(
            "another driver has taken the study over: " + segments.folder());
      }
    }

    private boolean isMine() throws IOException {
      try (InputStream in = segments.files().open(segments.path(epoch))) {
        return new String(in.readAllBytes(), UTF_8).equals(new String(token, UTF_8));
      } catch (FileNotFoundException e) {
        return false;
      }
    }

    private StudyBusyException taken() {
      return new StudyBusyException("another driver has just begun " + segments.path(epoch));
    }
  }
}
