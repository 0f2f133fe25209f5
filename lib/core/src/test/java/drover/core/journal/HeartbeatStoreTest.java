package drover.core.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.LocalFileSystem;
import org.apache.hadoop.fs.RawLocalFileSystem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HeartbeatStoreTest {
  @TempDir Path dir;

  /** A file system that, like an object store, shows a file when it is closed and not before. */
  public static final class Unsynced extends LocalFileSystem {
    public Unsynced() {
      super(
          new RawLocalFileSystem() {
            @Override
            public URI getUri() {
              return URI.create("unsynced:///");
            }
          });
    }
  }

  @Test
  void aFileSystemThatCannotSyncIsRefused() throws IOException {
    Configuration conf = new Configuration();
    conf.setClass("fs.unsynced.impl", Unsynced.class, LocalFileSystem.class);
    var folder = new org.apache.hadoop.fs.Path("unsynced://" + dir.resolve("journal"));

    assertThatThrownBy(() -> Journals.open(folder, conf, Journals.LEASE, notice -> {}))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("hsync")
        .hasMessageContaining("unsynced:");
    assertThat(Journals.exists(folder, conf)).isFalse();
  }
}
