package drover.core.journal;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import drover.core.json.EventJson;
import drover.core.json.Json;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Consumer;
import java.util.zip.CRC32C;
import org.apache.hadoop.fs.Path;

/**
 * The bytes of a segment: a line for each event, of the CRC-32C of its JSON in eight hexadecimal
 * digits, a space, and the JSON. A line that does not end was never committed.
 */
final class Records {
  private static final int PREFIX = 9;
  private static final int BUFFER = 1 << 16;

  private final Path file;
  private final Consumer<Event> events;
  private byte[] bytes = new byte[BUFFER];
  private int filled;
  private long position;

  private Records(Path file, Consumer<Event> events) {
    this.file = file;
    this.events = events;
  }

  /** The records of events. */
  static byte[] write(List<Event> events) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (Event event : events) {
      byte[] json = Json.text(EventJson.write(event)).getBytes(UTF_8);
      out.writeBytes(checksum(json, 0, json.length));
      out.write(' ');
      out.writeBytes(json);
      out.write('\n');
    }
    return out.toByteArray();
  }

  /**
   * Reads a segment to its end. What follows the last line's end is a record torn by the death of
   * its writer, and is left out: whoever wrote it was never told that it is durable.
   *
   * @param file the segment's name, for messages
   * @param events is told each event in order
   * @throws UnreadableJournalException if a record is damaged or not understood
   */
  static void read(InputStream in, Path file, Consumer<Event> events) throws IOException {
    new Records(file, events).read(in);
  }

  private void read(InputStream in) throws IOException {
    int count = in.read(bytes, 0, bytes.length);
    while (count >= 0) {
      int searched = filled;
      filled += count;
      takeLines(searched);
      if (filled == bytes.length) {
        bytes = Arrays.copyOf(bytes, 2 * bytes.length);
      }
      count = in.read(bytes, filled, bytes.length - filled);
    }
    requireTorn();
  }

  /** Takes the whole lines out of the buffer; the first {@code searched} bytes have no line end. */
  private void takeLines(int searched) throws IOException {
    int start = 0;
    for (int i = searched; i < filled; i++) {
      if (bytes[i] == '\n') {
        takeLine(start, i);
        position += i + 1 - start;
        start = i + 1;
      }
    }
    System.arraycopy(bytes, start, bytes, 0, filled - start);
    filled -= start;
  }

  private void takeLine(int start, int end) throws IOException {
    if (!isRecord(start, end)) {
      throw unreadable("the record does not match its checksum");
    }
    try {
      String json = new String(bytes, start + PREFIX, end - start - PREFIX, UTF_8);
      events.accept(EventJson.read(Json.parse(json)));
    } catch (IllegalArgumentException e) {
      throw (IOException) unreadable(String.valueOf(e.getMessage())).initCause(e);
    }
  }

  /**
   * A whole record whose line end became another byte is damaged, not torn; but a zero is what a
   * file system leaves in place of bytes that did not reach the disk.
   */
  private void requireTorn() throws IOException {
    if (isRecord(0, filled - 1) && bytes[filled - 1] != 0) {
      throw unreadable("the record's end is damaged");
    }
  }

  private boolean isRecord(int start, int end) {
    int json = start + PREFIX;
    return end > json
        && bytes[json - 1] == ' '
        && Arrays.equals(bytes, start, json - 1, checksum(bytes, json, end - json), 0, PREFIX - 1);
  }

  private UnreadableJournalException unreadable(String reason) {
    return new UnreadableJournalException(file, position, reason);
  }

  private static byte[] checksum(byte[] bytes, int from, int length) {
    CRC32C checksum = new CRC32C();
    checksum.update(bytes, from, length);
    return HexFormat.of().toHexDigits(checksum.getValue(), PREFIX - 1).getBytes(US_ASCII);
  }
}
