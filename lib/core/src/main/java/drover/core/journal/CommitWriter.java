package drover.core.journal;

import drover.core.journal.ObjectStore.Claim;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.concurrent.Executor;
import org.apache.hadoop.fs.Path;

/** Writes a segment as one file a commit. */
final class CommitWriter implements SegmentWriter {

  /** How often a commit is tried: the same bytes under the same name do no harm twice. */
  private static final int ATTEMPTS = 4;

  /**
   * How many earlier claims are left: a driver that slept finds its successor's, or its own gone.
   */
  private static final int CLAIMS = 16;

  private final Segments segments;
  private final int epoch;
  private final Claim claim;
  private final Heartbeat heartbeat;
  private final Retry retry;
  private final Merger merger;
  private int last;

  CommitWriter(
      Segments segments,
      int epoch,
      Claim claim,
      Heartbeat heartbeat,
      Duration retry,
      Executor merging) {
    this.segments = segments;
    this.epoch = epoch;
    this.claim = claim;
    this.heartbeat = heartbeat;
    this.retry = new Retry(ATTEMPTS, retry);
    this.merger = new Merger(segments, epoch, merging);
  }

  @Override
  public void begin(Batch batch) throws IOException {
    append(batch);
  }

  @Override
  public void append(Batch batch) throws IOException {
    heartbeat.requireLatest();
    last++;
    Path file = segments.commit(epoch, last);
    byte[] bytes = batch.headed();
    retry.of(() -> write(file, bytes), StudyBusyException.class::isInstance);
    merger.committed(last);
  }

  private Path write(Path file, byte[] bytes) throws IOException {
    try (OutputStream out = segments.files().create(file, true)) {
      out.write(bytes);
    }
    claim.requireLatest();
    return file;
  }

  @Override
  public void requireLive() throws StudyBusyException {
    heartbeat.requireLive();
  }

  @Override
  public void deleteEarlier() throws IOException {
    segments.deleteBefore(epoch, epoch - CLAIMS);
  }

  @Override
  public void close() throws IOException {
    merger.close();
    try {
      heartbeat.close();
    } finally {
      segments.files().close();
    }
  }
}
