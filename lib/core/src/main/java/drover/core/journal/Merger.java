package drover.core.journal;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import org.apache.hadoop.fs.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Merges the commits of a segment into {@link Blocks}. A block is written whole before its parts
 * are deleted, and says in its header how much it holds, so that a death at any point leaves the
 * parts, or the block, or both. What could not be merged stays as it is.
 */
final class Merger {
  private static final Logger LOG = LoggerFactory.getLogger(Merger.class);

  private final Segments segments;
  private final int epoch;
  private final Executor executor;
  private boolean closed;

  Merger(Segments segments, int epoch, Executor executor) {
    this.segments = segments;
    this.epoch = epoch;
    this.executor = executor;
  }

  /** Merges beside the driver's own work. */
  static Executor inBackground() {
    return merge -> {
      Thread thread = new Thread(merge, "drover-journal-merge");
      thread.setDaemon(true);
      thread.start();
    };
  }

  /** A commit became durable: merges the blocks that end with it. */
  void committed(int commit) {
    if (Blocks.ends(commit, Blocks.FAN_IN)) {
      executor.execute(() -> mergeUpTo(commit));
    }
  }

  private synchronized void mergeUpTo(int commit) {
    try {
      for (int size = Blocks.FAN_IN; size <= Blocks.LARGEST; size *= Blocks.FAN_IN) {
        if (Blocks.ends(commit, size) && !closed) {
          merge(commit - size + 1, size);
        }
      }
    } catch (IOException | RuntimeException e) {
      LOG.warn("commits of segment {} up to {} stay unmerged", epoch, commit, e);
    }
  }

  /** Waits for a merge at work; no other one begins. */
  synchronized void close() {
    closed = true;
  }

  private void merge(int first, int size) throws IOException {
    int step = size / Blocks.FAN_IN;
    Batch whole = read(first, size, step);
    try (OutputStream out =
        segments.files().create(Blocks.file(segments, epoch, first, size), true)) {
      out.write(whole.headed());
    }
    for (int part = first; part < first + size; part += step) {
      segments.files().delete(Blocks.file(segments, epoch, part, step), false);
    }
  }

  private Batch read(int first, int size, int step) throws IOException {
    List<Event> events = new ArrayList<>();
    int from = 0;
    for (int commit = first; commit < first + size; commit += step) {
      Path file = Blocks.file(segments, epoch, commit, step);
      Part part =
          Part.read(segments.files(), file)
              .filter(Part::whole)
              .orElseThrow(() -> new FileNotFoundException(file.toString()));
      from = commit == first ? part.from() : from;
      events.addAll(part.events());
    }
    return new Batch(from, events);
  }
}
