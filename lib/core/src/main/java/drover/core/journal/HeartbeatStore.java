package drover.core.journal;

import java.io.IOException;
import java.time.Duration;
import java.util.function.Consumer;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.StreamCapabilities;

/**
 * Journals on file systems without locks whose streams can {@code hsync}: HDFS above all. A
 * heartbeat shows that a driver lives. On HDFS an overtaken driver cannot write any more, because
 * its successor has taken its segment's lease; elsewhere it stops as soon as it sees the
 * successor's segment.
 */
final class HeartbeatStore implements JournalStore {
  private final Configuration conf;
  private final Duration lease;
  private final Consumer<String> notice;

  HeartbeatStore(Configuration conf, Duration lease, Consumer<String> notice) {
    this.conf = new Configuration(conf);
    this.lease = lease;
    this.notice = notice;
    // The journal ends when its driver says so, not in Hadoop's shutdown hook.
    this.conf.setBoolean("fs.automatic.close", false);
    // Where there is no spare data node, go on with the replicas that are left.
    this.conf.setBoolean("dfs.client.block.write.replace-datanode-on-failure.best-effort", true);
  }

  @Override
  public SegmentWriter claim(Segments segments) throws IOException {
    FileSystem files = FileSystem.newInstance(segments.files().getUri(), conf);
    try {
      files.mkdirs(segments.folder());
      HeartbeatFile file = new HeartbeatFile(files, new Path(segments.folder(), "heartbeat"));
      file.awaitSilence(lease, notice);
      int earlier = segments.count();
      Heartbeat heartbeat = Heartbeat.start(file, segments.path(earlier + 2), lease, notice);
      try {
        if (earlier > 0) {
          HdfsLease.recover(files, segments.path(earlier), notice);
        }
        return new Writer(files, create(files, segments.path(earlier + 1)), heartbeat);
      } catch (IOException | RuntimeException e) {
        heartbeat.stop();
        throw e;
      }
    } catch (IOException | RuntimeException e) {
      files.close();
      throw e;
    }
  }

  /** Of several drivers that came this far at once, the file system lets one create the segment. */
  private static FSDataOutputStream create(FileSystem files, Path segment) throws IOException {
    FSDataOutputStream out;
    try {
      out = files.create(segment, false);
    } catch (IOException e) {
      if (files.exists(segment)) {
        throw new StudyBusyException("another driver has just begun " + segment);
      }
      throw e;
    }
    if (!out.hasCapability(StreamCapabilities.HSYNC)) {
      out.close();
      files.delete(segment, false);
      throw new IOException(
          "no journal can be kept on this file system, it has no hsync: " + segment);
    }
    return out;
  }

  private record Writer(FileSystem files, FSDataOutputStream out, Heartbeat heartbeat)
      implements SegmentWriter {

    @Override
    public void append(byte[] bytes) throws IOException {
      heartbeat.requireLatest();
      try {
        out.write(bytes);
        out.hsync();
      } catch (IOException e) {
        heartbeat.requireLatest(); // If another driver took the study over, that is the reason.
        throw e;
      }
    }

    @Override
    public void close() throws IOException {
      try {
        out.close();
      } finally {
        try {
          heartbeat.close();
        } finally {
          files.close();
        }
      }
    }
  }
}
