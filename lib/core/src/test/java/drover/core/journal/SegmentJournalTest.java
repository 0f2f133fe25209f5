package drover.core.journal;

import static drover.core.journal.DriverMain.events;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import drover.core.Note;
import drover.core.Params;
import drover.core.Trial;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@SuppressWarnings("NullAway.Init")
class SegmentJournalTest {

  /** Fails while it is full, with part of the bytes written. */
  private static final class Disk implements SegmentWriter {
    private final List<byte[]> appended = new ArrayList<>();
    private boolean full;
    private boolean closed;

    @Override
    public void begin(Batch batch) throws IOException {
      requireSpace();
    }

    @Override
    public void append(Batch batch) throws IOException {
      appended.add(batch.records());
      requireSpace();
    }

    @Override
    public void requireLive() {}

    @Override
    public void deleteEarlier() throws IOException {
      requireSpace();
    }

    @Override
    public void close() throws IOException {
      closed = true;
      requireSpace();
    }

    private void requireSpace() throws IOException {
      if (full) {
        throw new IOException("No space left on device");
      }
    }
  }

  private final Disk disk = new Disk();
  @TempDir Path dir;
  private Journal journal;

  @BeforeEach
  void open() throws IOException {
    FileSystem files = FileSystem.getLocal(new Configuration()).getRaw();
    journal =
        SegmentJournal.begin(
            new Segments(files, new org.apache.hadoop.fs.Path(dir.toUri())),
            disk,
            SegmentJournal.FILES);
  }

  @Test
  void afterAFailedCommitEveryOtherIsRefused() throws IOException {
    journal.append(events(0, 1));
    disk.full = true;
    assertThatThrownBy(() -> journal.append(events(1, 2))).hasMessageContaining("No space left");
    disk.full = false;

    assertThatThrownBy(() -> journal.append(events(1, 2)))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("an earlier commit failed");
    assertThat(disk.appended).hasSize(2);
  }

  @Test
  void closingAfterAFailedCommitDoesNotReportItAgain() throws IOException {
    disk.full = true;
    assertThatThrownBy(() -> journal.append(events(0, 1))).hasMessageContaining("No space left");

    journal.close();
    assertThat(disk.closed).isTrue();
  }

  @Test
  void aFailureToCloseASoundJournalIsReported() {
    disk.full = true;

    assertThatThrownBy(journal::close).hasMessageContaining("No space left");
  }

  @Test
  void anEventThatCannotBeWrittenHarmsNothing() throws IOException {
    Trial trial = new Trial(0, Params.EMPTY, 1, Note.of("gradient", Double.NaN));
    assertThatThrownBy(() -> journal.append(List.of(new Event.Asked(trial, 0))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("NaN");

    journal.append(events(0, 1));
    assertThat(disk.appended).containsExactly(Records.write(events(0, 1)));
  }
}
