package drover.core.journal;

import static drover.core.journal.DriverMain.events;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.fs.Path;
import org.junit.jupiter.api.Test;

class RecordsTest {

  private static List<Event> read(byte[] bytes) throws IOException {
    List<Event> events = new ArrayList<>();
    Path file = new Path("/journal/segment-00000001");
    Records.Reader reader =
        new Records.Reader() {
          @Override
          public void header(Batch.Header header) {}

          @Override
          public void event(Event event) {
            events.add(event);
          }
        };
    Records.read(new ByteArrayInputStream(bytes), file, reader);
    return events;
  }

  @Test
  void aRecordIsAChecksumAndTheJsonOnOneLine() {
    byte[] record = Records.write(List.of(new Event.Tested(1, Map.of("accuracy", 0.5))));

    assertThat(record)
        .asString(UTF_8)
        .matches(
            "[0-9a-f]{8} \\{\"event\":\"tested\",\"id\":1,\"metrics\":\\{\"accuracy\":0.5}}\n");
  }

  /** CRC-32C's check value: the one of "123456789" is e3069283. */
  @Test
  void theChecksumIsCrc32c() {
    assertThatThrownBy(() -> read("e3069283 123456789\n".getBytes(UTF_8)))
        .isInstanceOf(UnreadableJournalException.class)
        .hasMessageContaining("byte 0: expected a JSON object");
  }

  @Test
  void noFlippedBitStaysUnnoticed() throws IOException {
    byte[] bytes = Records.write(events(0, 3));
    assertThat(read(bytes)).isEqualTo(events(0, 3));

    for (int i = 0; i < bytes.length; i++) {
      for (int bit = 0; bit < 8; bit++) {
        byte[] flipped = bytes.clone();
        flipped[i] ^= (byte) (1 << bit);
        assertThatThrownBy(() -> read(flipped))
            .as("bit %d of byte %d", bit, i)
            .isInstanceOf(UnreadableJournalException.class);
      }
    }
  }
}
