package drover.core.journal;

import drover.core.json.Json;
import java.util.List;

/** Events in a row, to be written at once. */
final class Batch {
  private final int from;
  private final int size;
  private final byte[] records;

  /**
   * The batch of these events, maybe none.
   *
   * @param from the number of the first one, counted from the study's beginning with 0
   * @throws IllegalArgumentException if one of them cannot be written
   */
  Batch(int from, List<Event> events) {
    this.from = from;
    this.size = events.size();
    this.records = Records.write(events);
  }

  /** The number of the event that comes next. */
  int end() {
    return from + size;
  }

  /** The events' records alone. */
  byte[] records() {
    return records.clone();
  }

  /** The records behind a header, as a segment's file begins. */
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
