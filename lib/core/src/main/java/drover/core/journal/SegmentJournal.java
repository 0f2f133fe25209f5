package drover.core.journal;

import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** A journal of segments. After a failed commit it refuses every other one. */
final class SegmentJournal implements Journal {

  /** With more files than these, a driver usually copies what they hold into its own segment. */
  static final int FILES = 128;

  private final Segments segments;
  private final SegmentWriter writer;

  /** What earlier drivers wrote, until it is asked for or changes. */
  private Optional<List<Event>> past;

  private int next;
  private boolean sound = true;
  private boolean closed;

  private SegmentJournal(Segments segments, SegmentWriter writer, List<Event> past) {
    this.segments = segments;
    this.writer = writer;
    this.past = Optional.of(past);
    this.next = past.size();
  }

  /**
   * Goes on with a study whose next epoch is claimed.
   *
   * @param writer of that epoch; closed if this fails
   * @param most with more files than these, what they hold is copied into the new segment
   */
  static SegmentJournal begin(Segments segments, SegmentWriter writer, int most)
      throws IOException {
    try {
      List<Event> past = segments.read();
      if (segments.list().size() <= most) {
        writer.begin(new Batch(past.size(), List.of()));
      } else {
        writer.begin(new Batch(0, past));
        writer.deleteEarlier();
      }
      return new SegmentJournal(segments, writer, past);
    } catch (IOException | RuntimeException e) {
      try {
        writer.close();
      } catch (IOException second) {
        e.addSuppressed(second);
      }
      throw e;
    }
  }

  @Override
  public synchronized List<Event> read() throws IOException {
    List<Event> events = past.isPresent() ? past.get() : segments.read();
    past = Optional.empty();
    return events;
  }

  @Override
  public synchronized void append(List<Event> events) throws IOException {
    if (closed) {
      throw new IOException("the journal is closed: " + segments.folder());
    }
    if (!sound) {
      throw new IOException("an earlier commit failed: " + segments.folder());
    }
    Batch batch = new Batch(next, events);
    past = Optional.empty();
    sound = false;
    writer.append(batch);
    sound = true;
    next = batch.end();
  }

  @Override
  public void requireLive() throws StudyBusyException {
    writer.requireLive();
  }

  /** After a failed commit the segment's own end is of no interest: it was reported then. */
  @Override
  public synchronized void close() throws IOException {
    if (closed) {
      return;
    }
    closed = true;
    past = Optional.empty();
    try {
      writer.close();
    } catch (IOException e) {
      if (sound) {
        throw e;
      }
    }
  }
}
