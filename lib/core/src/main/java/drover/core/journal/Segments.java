package drover.core.journal;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/**
 * The segments of a journal, {@code segment-00000001} and on without gaps. Each driver writes one
 * of its own and never appends to an earlier one, so that a torn record stays at a segment's end.
 *
 * @param files the file system to read from
 * @param folder the journal's folder
 */
record Segments(FileSystem files, Path folder) {
  private static final Pattern NAME = Pattern.compile("segment-([0-9]{8})");

  /** The file of a segment. */
  Path path(int number) {
    return new Path(folder, String.format(Locale.ROOT, "segment-%08d", number));
  }

  /**
   * How many segments there are, which is also the number of the last.
   *
   * @throws UnreadableJournalException if one is missing
   */
  int count() throws IOException {
    int count = 0;
    int last = 0;
    for (FileStatus status : list()) {
      Matcher name = NAME.matcher(status.getPath().getName());
      if (name.matches()) {
        count++;
        last = Math.max(last, Integer.parseInt(name.group(1)));
      }
    }
    if (count < last) {
      throw missing(last);
    }
    return count;
  }

  /** All events of all segments, in order. */
  List<Event> read() throws IOException {
    List<Event> events = new ArrayList<>();
    int count = count();
    for (int number = 1; number <= count; number++) {
      Path file = path(number);
      try (InputStream in = files.open(file)) {
        Records.read(in, file, events::add);
      }
    }
    return events;
  }

  private FileStatus[] list() throws IOException {
    try {
      return files.listStatus(folder);
    } catch (FileNotFoundException e) {
      return new FileStatus[0];
    }
  }

  private UnreadableJournalException missing(int last) throws IOException {
    int number = 1;
    while (number < last && files.exists(path(number))) {
      number++;
    }
    return new UnreadableJournalException(
        path(number), 0, "the segment is missing, although there is a later one");
  }
}
