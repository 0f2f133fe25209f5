package drover.core.journal;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FileSystem;

/**
 * Journals on HDFS: one driver can create a segment, its successor takes the segment's lease, after
 * which not a byte can be added, and {@code hsync} makes a commit durable. A heartbeat shows that a
 * driver lives.
 */
final class HdfsStore implements JournalStore {
  private final Configuration conf;
  private final Duration lease;
  private final Consumer<String> notice;

  HdfsStore(Configuration conf, Duration lease, Consumer<String> notice) {
    this.conf = Journals.unshared(conf);
    this.lease = lease;
    this.notice = notice;
    // Where there is no spare data node, go on with the replicas that are left.
    this.conf.setBoolean("dfs.client.block.write.replace-datanode-on-failure.best-effort", true);
  }

  @Override
  public SegmentWriter claim(Segments segments) throws IOException {
    FileSystem files = FileSystem.newInstance(segments.files().getUri(), conf);
    try {
      return claim(files, new Segments(files, segments.folder()));
    } catch (IOException | RuntimeException e) {
      files.close();
      throw e;
    }
  }

  private Writer claim(FileSystem files, Segments segments) throws IOException {
    int epoch = segments.lastEpoch() + 1;
    Heartbeat heartbeat = Heartbeat.start(segments, epoch, lease, notice);
    try {
      FSDataOutputStream out = create(segments, epoch);
      // Listed now, when no earlier epoch can be claimed any more.
      for (Segments.File segment : others(segments, epoch)) {
        HdfsLease.recover(files, segments.path(segment), notice);
      }
      return new Writer(segments, epoch, out, heartbeat);
    } catch (IOException | RuntimeException e) {
      heartbeat.stop();
      throw e;
    }
  }

  /** Of several drivers that came this far at once, the file system lets one create the segment. */
  private static FSDataOutputStream create(Segments segments, int epoch) throws IOException {
    try {
      return segments.files().create(segments.path(epoch), false);
    } catch (IOException e) {
      if (segments.files().exists(segments.path(epoch))) {
        throw new StudyBusyException("another driver has just begun " + segments.path(epoch));
      }
      throw e;
    }
  }

  /**
   * The segments of all earlier drivers, in order: not the last alone, as a driver may die while it
   * takes their leases.
   *
   * @throws StudyBusyException if there is a later one: while this driver slept others took over,
   *     and the place of its segment was free again
   */
  private static List<Segments.File> others(Segments segments, int epoch) throws IOException {
    List<Segments.File> others = new ArrayList<>(segments.list());
    others.removeIf(segment -> segment.epoch() == epoch);
    others.sort(Comparator.comparingInt(Segments.File::epoch));
    if (!others.isEmpty() && others.get(others.size() - 1).epoch() > epoch) {
      throw new StudyBusyException("another driver has begun since " + segments.path(epoch));
    }
    return others;
  }

  private record Writer(Segments segments, int epoch, FSDataOutputStream out, Heartbeat heartbeat)
      implements SegmentWriter {

    @Override
    public void begin(Batch batch) throws IOException {
      write(batch.headed());
    }

    @Override
    public void append(Batch batch) throws IOException {
      write(batch.records());
    }

    private void write(byte[] bytes) throws IOException {
      heartbeat.requireLatest();
      try {
        out.write(bytes);
        out.hsync();
      } catch (IOException e) {
        heartbeat.explain(e);
        throw e;
      }
    }

    @Override
    public void requireLive() throws StudyBusyException {
      heartbeat.requireLive();
    }

    @Override
    public void deleteEarlier() throws IOException {
      segments.deleteBefore(epoch, epoch);
    }

    @Override
    public void close() throws IOException {
      try {
        out.close();
      } finally {
        try {
          heartbeat.close();
        } finally {
          segments.files().close();
        }
      }
    }
  }
}
