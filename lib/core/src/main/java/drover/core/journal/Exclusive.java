package drover.core.journal;

import java.io.IOException;
import java.io.OutputStream;
import java.util.UUID;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FSDataOutputStreamBuilder;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/** Creates files that are not there yet, so that of several racing writers one succeeds. */
final class Exclusive {

  /** S3A from Hadoop 3.4.2 on: the object is written only if there is none of its name. */
  private static final String CONDITIONAL = "fs.option.create.conditional.overwrite";

  /** A refusal of another kind than "exists already" may be a passing error, but not so often. */
  private static final int REFUSALS = 3;

  private static final int PROBES = 9;

  private Exclusive() {}

  /**
   * Tries in a folder whether the file system can: of two writers that have both begun the same new
   * file, the second to end must fail. Whether it says that it can is of no use: S3A takes {@code
   * overwrite = false} everywhere, and a store behind it may ignore conditions. What stays unclear,
   * since the store fails at all it is asked, counts as no.
   */
  static boolean isPossible(FileSystem files, Path folder) throws IOException {
    int refusals = 0;
    for (int probe = 0; probe < PROBES && refusals < REFUSALS; probe++) {
      Path file = new Path(folder, "probe-" + UUID.randomUUID());
      try {
        Race race = race(files, file);
        if (race == Race.ONE_WINS || race == Race.BOTH_WIN) {
          return race == Race.ONE_WINS;
        }
        refusals += race == Race.SECOND_FAILS ? 1 : 0;
      } finally {
        files.delete(file, false);
      }
    }
    return refusals == REFUSALS;
  }

  private enum Race {
    /** One was told that the file exists. */
    ONE_WINS,
    BOTH_WIN,
    /** For a reason of another kind, as S3A refuses by HTTP 412. */
    SECOND_FAILS,
    UNCLEAR
  }

  private static Race race(FileSystem files, Path file) throws IOException {
    boolean written = false;
    try (OutputStream second = open(files, file)) {
      try (OutputStream first = open(files, file)) {
        first.write(1);
      }
      written = true;
      second.write(2);
    } catch (IOException e) {
      if (exists(e)) {
        return Race.ONE_WINS;
      }
      return written ? Race.SECOND_FAILS : Race.UNCLEAR;
    }
    return Race.BOTH_WIN;
  }

  private static boolean exists(IOException e) {
    return e instanceof org.apache.hadoop.fs.FileAlreadyExistsException
        || e instanceof java.nio.file.FileAlreadyExistsException;
  }

  /** Writes a new file whole; fails if there is one. */
  static void write(FileSystem files, Path file, byte[] bytes) throws IOException {
    try (OutputStream out = open(files, file)) {
      out.write(bytes);
    }
  }

  private static FSDataOutputStream open(FileSystem files, Path file) throws IOException {
    FSDataOutputStreamBuilder<?, ?> builder = files.createFile(file).recursive().overwrite(false);
    try {
      builder.must(CONDITIONAL, true);
      return builder.build();
    } catch (IllegalArgumentException | UnsupportedOperationException unknown) {
      return files.create(file, false);
    }
  }
}
