package drover.core.journal;

import static java.nio.charset.StandardCharsets.UTF_8;

import drover.core.json.Fields;
import drover.core.json.Json;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/**
 * The file {@code heartbeat} in a journal's folder, there while a driver lives or after it died.
 *
 * @param files the file system
 * @param path the file
 */
record HeartbeatFile(FileSystem files, Path path) {
  private static final int SAMPLES_PER_LEASE = 20;

  /** Some stores fail a read whose file is replaced meanwhile; the next one finds the new file. */
  private static final Retry REPLACED = new Retry(4, Duration.ofMillis(50));

  /**
   * What the file holds.
   *
   * @param driver the driver that wrote it
   * @param count grows with every beat
   */
  record Beat(String driver, long count) {

    /** A beat that is just being written, or that was cut off by its driver's death. */
    static final Beat UNREADABLE = new Beat("unknown", 0);

    private static Beat parse(byte[] json) {
      try {
        Fields fields = new Fields(Json.parse(new String(json, UTF_8)));
        return new Beat(fields.text("driver"), fields.whole("count"));
      } catch (IllegalArgumentException e) {
        return UNREADABLE;
      }
    }
  }

  /** The last beat, or empty if there is no file. */
  Optional<Beat> read() throws IOException {
    try (InputStream in = files.open(path)) {
      return Optional.of(Beat.parse(in.readAllBytes()));
    } catch (FileNotFoundException e) {
      return Optional.empty();
    }
  }

  void write(Beat beat) throws IOException {
    String json = Json.text(Json.object().put("driver", beat.driver()).put("count", beat.count()));
    try (OutputStream out = files.create(path, true)) {
      out.write(json.getBytes(UTF_8));
    }
  }

  void delete() throws IOException {
    files.delete(path, false);
  }

  /**
   * Returns once no other driver lives: at once if there is no file, else after a lease without a
   * new beat.
   *
   * @param notice is told if the call waits
   * @throws StudyBusyException if there is a new beat
   * @throws IOException if the file cannot be read at the beginning or at the end of the lease: a
   *     store that does not answer is no sign of its driver's death
   */
  void awaitSilence(Duration lease, Consumer<String> notice) throws IOException {
    Optional<Beat> latest = readPatiently();
    if (latest.isEmpty()) {
      return;
    }
    Beat first = latest.get();
    notice.accept(
        "driver "
            + first.driver()
            + " holds the study or died: waiting "
            + lease.toSeconds()
            + " s for a sign of life");
    long start = System.nanoTime();
    while (System.nanoTime() - start < lease.toNanos()) {
      Pause.of(lease.dividedBy(SAMPLES_PER_LEASE));
      latest = sample();
      if (latest.isEmpty()) {
        return;
      }
      if (first.equals(Beat.UNREADABLE)) {
        first = latest.get();
      } else if (!latest.get().equals(first) && !latest.get().equals(Beat.UNREADABLE)) {
        throw new StudyBusyException(
            "another driver ("
                + latest.get().driver()
                + ") holds the study of "
                + path.getParent());
      }
    }
    readPatiently();
    notice.accept("no sign of life: taking the study over from driver " + first.driver());
  }

  private Optional<Beat> readPatiently() throws IOException {
    return REPLACED.of(this::read, failure -> false);
  }

  /** Like {@link #read}, but a file that is replaced while it is read is no error. */
  private Optional<Beat> sample() {
    try {
      return read();
    } catch (IOException e) {
      return Optional.of(Beat.UNREADABLE);
    }
  }
}
