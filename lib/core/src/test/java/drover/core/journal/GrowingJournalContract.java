package drover.core.journal;

import static drover.core.journal.DriverMain.events;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Arrays;
import org.apache.hadoop.fs.Path;
import org.junit.jupiter.api.Test;

/** What a journal promises where each driver's segment is one file that grows. */
abstract class GrowingJournalContract extends JournalContract {

  final Path segment(int number) {
    return new Path(folder(), String.format("segment-%08d", number));
  }

  private byte[] bytes(int segment) throws IOException {
    try (InputStream in = files().open(segment(segment))) {
      return in.readAllBytes();
    }
  }

  private void replace(int segment, byte[] bytes) throws IOException {
    try (OutputStream out = files().create(segment(segment), true)) {
      out.write(bytes);
    }
  }

  /** Cuts a segment off, or fills it up with zeros. */
  private void resize(int segment, int change) throws IOException {
    byte[] bytes = bytes(segment);
    replace(segment, Arrays.copyOf(bytes, bytes.length + change));
  }

  private static int lastRecord(byte[] bytes) {
    int start = bytes.length - 1;
    while (start > 0 && bytes[start - 1] != '\n') {
      start--;
    }
    return start;
  }

  @Test
  void aLastRecordCutOffAtAnyByteIsLeftOut() throws IOException {
    drive(0, 3, 5);
    byte[] whole = bytes(1);

    for (int length = lastRecord(whole); length < whole.length; length++) {
      replace(1, Arrays.copyOf(whole, length));
      assertThat(read()).as("cut at byte %d", length).isEqualTo(events(0, 4));
    }
  }

  @Test
  void aLastRecordWithZerosForItsEndIsLeftOut() throws IOException {
    drive(0, 3, 5);
    byte[] whole = bytes(1);

    for (int length = lastRecord(whole); length < whole.length; length++) {
      replace(1, Arrays.copyOf(Arrays.copyOf(whole, length), whole.length));
      assertThat(read()).as("zeros from byte %d", length).isEqualTo(events(0, 4));
    }
  }

  @Test
  void aStudyGoesOnAfterTornRecordsInSeveralSegments() throws IOException {
    drive(0, 3);
    resize(1, -1);
    drive(2, 4);
    resize(2, 4096);
    drive(4, 5);
    replace(3, Arrays.copyOf(bytes(3), 5));
    drive(4, 9);

    assertThat(read()).isEqualTo(events(0, 9));
  }

  @Test
  void damageIsRefusedWithFileAndPosition() throws IOException {
    drive(0, 3);
    drive(3, 6);
    byte[] whole = bytes(1);
    int first = new String(whole, ISO_8859_1).indexOf('\n') + 1;
    int third = lastRecord(whole);
    int second = lastRecord(Arrays.copyOf(whole, third));

    requireDamage(whole, 0, 0);
    requireDamage(whole, 8, 0);
    requireDamage(whole, first - 2, 0);
    requireDamage(whole, first, first);
    requireDamage(whole, second + 9, second);
    requireDamage(whole, third - 1, second);
    requireDamage(whole, whole.length - 2, third);
  }

  /** With a flipped bit in byte {@code at}, the record that begins at {@code record} is refused. */
  private void requireDamage(byte[] whole, int at, int record) throws IOException {
    byte[] damaged = whole.clone();
    damaged[at] ^= 4;
    replace(1, damaged);
    String place = files().makeQualified(segment(1)) + ", byte " + record + ": ";

    assertThatThrownBy(this::read)
        .isInstanceOf(UnreadableJournalException.class)
        .hasMessageStartingWith(place)
        .hasMessageContaining("checksum");
  }

  @Test
  void aMissingSegmentIsRefusedByItsName() throws IOException {
    drive(0, 1);
    drive(1, 2);
    drive(2, 3);
    files().delete(segment(2), false);

    assertThatThrownBy(this::read)
        .isInstanceOf(UnreadableJournalException.class)
        .hasMessageContaining(segment(2).getName())
        .hasMessageContaining("missing");
    assertThatThrownBy(this::open).isInstanceOf(UnreadableJournalException.class);
  }

  @Test
  void whatAnEarlierDriverWritesAfterAnotherHasBegunDoesNotCount() throws IOException {
    drive(0, 3, 5);
    byte[] late = Records.concat(bytes(1), Records.write(events(5, 8)));
    drive(5, 7);
    replace(1, late);

    assertThat(read()).isEqualTo(events(0, 7));
    drive(7, 9);
    assertThat(read()).isEqualTo(events(0, 9));
  }

  @Test
  void ofManyDriversFewFilesAreLeft() throws IOException {
    for (int epoch = 1; epoch <= SegmentJournal.FILES; epoch++) {
      byte[] records = new Batch(3 * (epoch - 1), events(3 * (epoch - 1), 3 * epoch)).headed();
      replace(epoch, records);
    }
    int events = 3 * SegmentJournal.FILES;
    drive(events, events + 2);

    assertThat(files().listStatus(folder())).hasSizeLessThan(4);
    assertThat(read()).isEqualTo(events(0, events + 2));
    drive(events + 2, events + 3);
    assertThat(read()).isEqualTo(events(0, events + 3));
  }

  @Test
  void aDriverThatDiedWhileItCopiedLeavesAllAsItWas() throws IOException {
    drive(0, 3);
    drive(3, 6);
    byte[] copy = new Batch(0, events(0, 6)).headed();
    replace(3, Arrays.copyOf(copy, copy.length - 1));
    assertThat(read()).isEqualTo(events(0, 6));

    replace(3, copy);
    assertThat(read()).isEqualTo(events(0, 6));
    files().delete(segment(1), false);
    assertThat(read()).isEqualTo(events(0, 6));
    drive(6, 7);
    assertThat(read()).isEqualTo(events(0, 7));
  }
}
