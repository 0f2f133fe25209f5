package drover.core.journal;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import drover.core.journal.HeartbeatFile.Beat;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.function.IntPredicate;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FilterFileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RawLocalFileSystem;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HeartbeatFileTest {
  private static final Duration LEASE = Duration.ofMillis(500);

  @TempDir java.nio.file.Path dir;
  private final RawLocalFileSystem disk = new RawLocalFileSystem();

  @BeforeEach
  void writeTheFirstBeat() throws IOException {
    disk.initialize(URI.create("file:///"), new Configuration());
    disk.setWriteChecksum(false);
    beat(0);
  }

  @Test
  void aDriverIsSeenToLiveAlthoughItReplacesItsFileWhileItIsRead() {
    HeartbeatFile file = fileWhoseReadFails(read -> read == 0);

    assertThatThrownBy(() -> file.awaitSilence(LEASE, notice -> {}))
        .isInstanceOf(StudyBusyException.class);
  }

  @Test
  void aStoreThatDoesNotAnswerIsNoDeadDriver() {
    HeartbeatFile file = fileWhoseReadFails(read -> read > 0);

    assertThatThrownBy(() -> file.awaitSilence(LEASE, notice -> {}))
        .isInstanceOf(IOException.class)
        .hasMessage("replaced meanwhile");
  }

  private void beat(int count) throws IOException {
    new HeartbeatFile(disk, path()).write(new Beat("driver", count));
  }

  private Path path() {
    return new Path(dir.resolve("heartbeat").toUri());
  }

  /** A file that a driver replaces whenever it is read. */
  private HeartbeatFile fileWhoseReadFails(IntPredicate fails) {
    FilterFileSystem files =
        new FilterFileSystem(disk) {
          private int reads;

          @Override
          public FSDataInputStream open(Path path, int buffer) throws IOException {
            int read = reads++;
            beat(read);
            if (fails.test(read)) {
              throw new IOException("replaced meanwhile");
            }
            return super.open(path, buffer);
          }
        };
    return new HeartbeatFile(files, path());
  }
}
