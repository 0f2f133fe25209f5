package drover.core.journal;

import drover.core.json.Json;
import java.util.List;

/**
 * Events in a row, to be written at once.
 *
 * @param from the number of the first one, counted from the study's beginning with 0
 * @param size how many they are; may be 0
 * @param records their records
 */
record Batch(int from, int size, byte[] records) {

  /**
   * The batch of these events.
   *
   * @throws IllegalArgumentException if one of them cannot be written
   */
  static Batch of(int from, List<Event> events) {
    return new Batch(from, events.size(), Records.write(events));
  }

  /** The number of the event that comes next. */
  int end() {
    return from + size;
  }

  /** The records behind a header, as a segment begins. */
  byte[] headed() {
    byte[] header = Records.line(Json.object().put("from", from).put("holds", size));
    return Records.concat(header, records);
  }

  /**
   * The first record of a segment's file, which says what must follow for the file to count: one
   * with less was torn by its writer's death, and nobody was told that it is durable.
   *
   * @param from the number of the first event that follows
   * @param holds how many events were written together with this header; others may follow
   */
  record Header(int from, int holds) {}
}
