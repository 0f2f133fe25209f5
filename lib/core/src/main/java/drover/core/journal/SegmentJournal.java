package drover.core.journal;

import java.io.IOException;
import java.util.List;

/** A journal of segments. After a failed commit it refuses every other one. */
final class SegmentJournal implements Journal {
  private final Segments segments;
  private final SegmentWriter writer;
  private boolean sound = true;
  private boolean closed;

  SegmentJournal(Segments segments, SegmentWriter writer) {
    this.segments = segments;
    this.writer = writer;
  }

  @Override
  public List<Event> read() throws IOException {
    return segments.read();
  }

  @Override
  public synchronized void append(List<Event> events) throws IOException {
    if (closed) {
      throw new IOException("the journal is closed: " + segments.folder());
    }
    if (!sound) {
      throw new IOException("an earlier commit failed: " + segments.folder());
    }
    byte[] records = Records.write(events);
    sound = false;
    writer.append(records);
    sound = true;
  }

  /** After a failed commit the segment's own end is of no interest: it was reported then. */
  @Override
  public synchronized void close() throws IOException {
    if (closed) {
      return;
    }
    closed = true;
    try {
      writer.close();
    } catch (IOException e) {
      if (sound) {
        throw e;
      }
    }
  }
}
