package drover.core.journal;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/**
 * The files of a journal. Each driver has one segment, whose number is the driver's epoch: {@code
 * segment-00000001} and on. Where files cannot grow, that file only claims the epoch, and the
 * segment consists of a file for each commit, {@code segment-00000001-00000001} and on, of which
 * blocks are merged by and by, {@code segment-00000001-00000001-00000064}.
 *
 * @param files the file system to read from
 * @param folder the journal's folder
 */
record Segments(FileSystem files, Path folder) {
  private static final Pattern NAME = Pattern.compile("segment-([0-9]{8})(-[0-9]{8}){0,2}");

  /**
   * One file.
   *
   * @param name its name in the folder
   * @param epoch the epoch of its segment
   * @param claims true if its name is the segment's own
   */
  record File(String name, int epoch, boolean claims) {}

  /** The file that claims an epoch, and where files can grow holds the whole segment. */
  Path path(int epoch) {
    return path(String.format(Locale.ROOT, "segment-%08d", epoch));
  }

  /** The file of one commit, counted from 1 in its epoch. */
  Path commit(int epoch, int commit) {
    return path(String.format(Locale.ROOT, "segment-%08d-%08d", epoch, commit));
  }

  /** The merged file of some neighbouring commits, both included. */
  Path block(int epoch, int first, int last) {
    return path(String.format(Locale.ROOT, "segment-%08d-%08d-%08d", epoch, first, last));
  }

  /** Where a file lies. */
  Path path(File file) {
    return path(file.name());
  }

  /** Not by {@code Path(folder, name)}, which parses both: a read asks for every file by name. */
  private Path path(String name) {
    URI uri = folder.toUri();
    return new Path(uri.getScheme(), uri.getAuthority(), uri.getPath() + "/" + name);
  }

  /** All files of all segments, in no order, as far as the file system lists them. */
  List<File> list() throws IOException {
    List<File> list = new ArrayList<>();
    for (FileStatus status : listFolder()) {
      Matcher name = NAME.matcher(status.getPath().getName());
      if (name.matches()) {
        int epoch = Integer.parseInt(name.group(1));
        list.add(new File(name.group(), epoch, name.group(2) == null));
      }
    }
    return list;
  }

  /** The last claimed epoch, or 0, whether or not the file system lists it already. */
  int lastEpoch() throws IOException {
    return lastEpoch(list());
  }

  /** The last claimed epoch, with these files known. */
  int lastEpoch(List<File> listed) throws IOException {
    int last = listed.stream().mapToInt(File::epoch).max().orElse(0);
    while (files.exists(path(last + 1))) {
      last++;
    }
    return last;
  }

  /** All events of the study, in order. */
  List<Event> read() throws IOException {
    return SegmentReader.read(this);
  }

  /**
   * Deletes the files of the epochs before one, the oldest first, but keeps the claims of the
   * latest.
   *
   * @param claims the first epoch whose claim is kept
   */
  void deleteBefore(int epoch, int claims) throws IOException {
    List<File> earlier = new ArrayList<>(list());
    earlier.removeIf(file -> file.epoch() >= epoch || (file.claims() && file.epoch() >= claims));
    earlier.sort(Comparator.comparing(File::name));
    for (File file : earlier) {
      files.delete(path(file), false);
    }
  }

  private FileStatus[] listFolder() throws IOException {
    try {
      return files.listStatus(folder);
    } catch (FileNotFoundException e) {
      return new FileStatus[0];
    }
  }
}
