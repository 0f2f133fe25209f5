package drover.core.journal;

import static java.util.stream.Collectors.toSet;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.hadoop.fs.Path;

/**
 * Puts the events of a study together out of its segments. Every segment's header says with which
 * event of the study it goes on: what earlier drivers wrote from there on came too late and does
 * not count.
 *
 * <p>Listings are only a hint: all files but the first are found by their exact names, since an
 * object store may list late what it has.
 */
final class SegmentReader {

  /** How often a read is begun again because files were merged meanwhile. */
  private static final int ATTEMPTS = 6;

  private static final Duration PAUSE = Duration.ofMillis(10);

  private final Segments segments;
  private final List<Event> events = new ArrayList<>();
  private Optional<ChangedException> missing = Optional.empty();

  /** The events before a driver's beginning cut them off that may have come too late itself. */
  private List<Event> uncut = List.of();

  private final boolean hinted;
  private int lastRead;

  private SegmentReader(Segments segments, boolean hinted) {
    this.segments = segments;
    this.hinted = hinted;
  }

  /**
   * All events, in order.
   *
   * @throws UnreadableJournalException if a file is damaged or missing
   */
  static List<Event> read(Segments segments) throws IOException {
    Duration pause = PAUSE;
    for (int attempt = 1; true; attempt++) {
      try {
        SegmentReader reader = new SegmentReader(segments, attempt == 1);
        reader.readAll();
        return reader.events;
      } catch (ChangedException e) {
        if (attempt == ATTEMPTS) {
          throw new UnreadableJournalException(e.file, 0, String.valueOf(e.getMessage()));
        }
        Pause.of(pause);
        pause = pause.multipliedBy(2);
      }
    }
  }

  /** A file is missing, maybe because it has just been merged into another. */
  private static final class ChangedException extends IOException {
    private static final long serialVersionUID = 1L;
    private final transient Path file;

    ChangedException(Path file, int from, int until) {
      super("events %d to %d are missing".formatted(from, until - 1));
      this.file = file;
    }
  }

  private void readAll() throws IOException {
    List<Segments.File> listed = segments.list();
    int first = listed.stream().mapToInt(Segments.File::epoch).min().orElse(1);
    int last = listed.stream().mapToInt(Segments.File::epoch).max().orElse(0);
    Set<Integer> committed =
        listed.stream().filter(file -> !file.claims()).map(Segments.File::epoch).collect(toSet());
    int begun = hinted ? committed.stream().mapToInt(epoch -> epoch).max().orElse(0) : 0;
    int epoch = first;
    while (epoch <= last || segments.files().exists(segments.path(epoch))) {
      // Of an epoch whose commits were merged into a later one, the claim is left.
      readSegment(epoch, epoch >= begun || committed.contains(epoch));
      epoch++;
    }
    if (missing.isPresent()) {
      throw missing.get();
    }
  }

  private void readSegment(int epoch, boolean commits) throws IOException {
    Optional<Part> claimed = readFile(segments.path(epoch));
    if (claimed.isEmpty()) {
      return; // merged into a later one, or missing: that one's header tells
    }
    Part part = claimed.get();
    if (!part.begun() && commits) {
      new CommitReader(epoch).readInto(part);
    }
    if (part.whole()) {
      take(epoch, part);
    } // else its driver died before it had begun
  }

  private void take(int epoch, Part part) {
    if (part.from() > events.size() && part.from() <= uncut.size()) {
      restore(uncut); // this driver read before the one before it began, and so overtook it
    }
    if (part.from() > events.size()) {
      Path gap = segments.path(Math.min(lastRead + 1, epoch - 1));
      missing = Optional.of(new ChangedException(gap, events.size(), part.from()));
      return;
    }
    missing = Optional.empty();
    lastRead = epoch;
    if (part.events().size() > part.header().holds()) {
      uncut = List.of();
    } else if (events.size() > Math.max(part.end(), uncut.size())) {
      uncut = List.copyOf(events);
    }
    events.subList(part.from(), events.size()).clear();
    events.addAll(part.events());
  }

  private void restore(List<Event> earlier) {
    events.clear();
    events.addAll(earlier);
  }

  private Optional<Part> readFile(Path file) throws IOException {
    return Part.read(segments.files(), file);
  }

  /** Reads a segment of commits. */
  private final class CommitReader {
    private final int epoch;
    private int next = 1;

    CommitReader(int epoch) {
      this.epoch = epoch;
    }

    void readInto(Part segment) throws IOException {
      Optional<Part> part = readNext();
      while (part.isPresent()) {
        append(segment, part.get());
        part = readNext();
      }
    }

    private void append(Part segment, Part part) throws IOException {
      if (!segment.begun()) {
        segment.header(part.header());
      } else if (part.from() != segment.end()) {
        throw new UnreadableJournalException(
            segments.commit(epoch, next - 1),
            0,
            "it goes on with event %d, not %d".formatted(part.from(), segment.end()));
      }
      part.events().forEach(segment::event);
    }

    /** The next commit, or the largest block that begins with it; empty at the end. */
    private Optional<Part> readNext() throws IOException {
      for (int size = Blocks.LARGEST; size > 1; size /= Blocks.FAN_IN) {
        if (Blocks.begins(next, size)) {
          Optional<Part> block = readWhole(Blocks.file(segments, epoch, next, size), size);
          if (block.isPresent()) {
            return block;
          }
        }
      }
      Optional<Part> commit = readWhole(segments.commit(epoch, next), 1);
      if (commit.isEmpty()) {
        requireUnmerged();
      }
      return commit;
    }

    private Optional<Part> readWhole(Path file, int commits) throws IOException {
      Optional<Part> part = readFile(file).filter(Part::whole);
      if (part.isPresent()) {
        next += commits;
      }
      return part;
    }

    /** The next commit is missing: was it merged after the ones before it were read? */
    private void requireUnmerged() throws IOException {
      for (int size = Blocks.LARGEST; size > 1; size /= Blocks.FAN_IN) {
        Path block = Blocks.file(segments, epoch, next, size);
        if (segments.files().exists(block) && readFile(block).filter(Part::whole).isPresent()) {
          throw new ChangedException(segments.commit(epoch, next), events.size(), next);
        }
      }
    }
  }
}
