package drover.core.journal;

import drover.core.journal.Batch.Header;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/** What was read of a segment: one of its files, or several. */
final class Part implements Records.Reader {
  private Optional<Header> header = Optional.empty();
  private final List<Event> events = new ArrayList<>();

  private Part() {}

  /**
   * Reads a file; empty if there is none.
   *
   * @throws UnreadableJournalException if it is damaged
   */
  static Optional<Part> read(FileSystem files, Path file) throws IOException {
    Part part = new Part();
    try (InputStream in = files.open(file)) {
      Records.read(in, file, part);
      return Optional.of(part);
    } catch (FileNotFoundException e) {
      return Optional.empty();
    }
  }

  @Override
  public void header(Header first) {
    header = Optional.of(first);
  }

  @Override
  public void event(Event event) {
    events.add(event);
  }

  /** True if there is a header. */
  boolean begun() {
    return header.isPresent();
  }

  /** True if all that was written with the header is there. */
  boolean whole() {
    return header.isPresent() && events.size() >= header.get().holds();
  }

  Header header() {
    return header.orElseThrow();
  }

  /** The number of the first event. */
  int from() {
    return header().from();
  }

  /** The number of the event that comes next. */
  int end() {
    return from() + events.size();
  }

  List<Event> events() {
    return Collections.unmodifiableList(events);
  }
}
