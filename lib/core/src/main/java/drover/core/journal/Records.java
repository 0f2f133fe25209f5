package drover.core.journal;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import drover.core.journal.Batch.Header;
import drover.core.json.EventJson;
import drover.core.json.Fields;
import drover.core.json.Json;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.zip.CRC32C;
import org.apache.hadoop.fs.Path;

/**
 * The bytes of a segment's file: a line for each event, of the CRC-32C of its JSON in eight
 * hexadecimal digits, a space, and the JSON. A line that does not end was never committed. Other
 * lines hold a {@link Header}, or the driver that claimed the segment.
 */
final class Records {
  private static final int PREFIX = 9;
  private static final int BUFFER = 1 << 13;

  /** Is told what a file holds, in order. */
  interface Reader {
    void header(Header header);

    void event(Event event);
  }

  private final Path file;
  private final Reader reader;
  private byte[] bytes = new byte[BUFFER];
  private int filled;
  private long position;

  private Records(Path file, Reader reader) {
    this.file = file;
    this.reader = reader;
  }

  /** The records of events. */
  static byte[] write(List<Event> events) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    events.forEach(event -> writeLine(EventJson.write(event), out));
    return out.toByteArray();
  }

  /** A record of its own. */
  static byte[] line(JsonNode node) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    writeLine(node, out);
    return out.toByteArray();
  }

  /** One array behind the other. */
  static byte[] concat(byte[] first, byte[] second) {
    byte[] both = Arrays.copyOf(first, first.length + second.length);
    System.arraycopy(second, 0, both, first.length, second.length);
    return both;
  }

  private static void writeLine(JsonNode node, ByteArrayOutputStream out) {
    byte[] json = Json.text(node).getBytes(UTF_8);
    out.writeBytes(checksum(json, 0, json.length));
    out.write(' ');
    out.writeBytes(json);
    out.write('\n');
  }

  /**
   * Reads a file to its end. What follows the last line's end is a record torn by the death of its
   * writer, and is left out: whoever wrote it was never told that it is durable.
   *
   * @param file its name, for messages
   * @throws UnreadableJournalException if a record is damaged or not understood
   */
  static void read(InputStream in, Path file, Reader reader) throws IOException {
    new Records(file, reader).read(in);
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
      take(Json.parse(new String(bytes, start + PREFIX, end - start - PREFIX, UTF_8)));
    } catch (IllegalArgumentException e) {
      throw (IOException) unreadable(String.valueOf(e.getMessage())).initCause(e);
    }
  }

  private void take(JsonNode json) {
    Fields fields = new Fields(json);
    if (json.has("from")) {
      reader.header(new Header(fields.integer("from"), fields.integer("holds")));
    } else if (!json.has("claim")) {
      reader.event(EventJson.read(json));
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
