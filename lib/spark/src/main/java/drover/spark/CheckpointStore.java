package drover.spark;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import drover.core.Report;
import drover.core.json.Fields;
import drover.core.json.Json;
import drover.core.json.ReportJson;
import drover.spark.worker.SavedCheckpoint;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.Serializable;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Predicate;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The checkpoints of a study's trials, on any of Hadoop's file systems: {@code
 * TRIAL/STEP-ATTEMPT-ANY.checkpoint}, the objective's file, and beside it the same name with {@code
 * .json}: its length, its SHA-256 and the trial's curve so far. No two writers share a name.
 *
 * <p>The JSON is written last: a checkpoint without it, or whose file is not the one that it
 * describes, does not exist. So no reader takes half a file for a whole one, whatever a file system
 * thinks of renaming.
 *
 * @param folder a Hadoop URI
 * @param intervalMillis the shortest time between two checkpoints of a running trial; 0: none
 */
public record CheckpointStore(String folder, long intervalMillis) implements Serializable {

  private static final Logger LOG = LoggerFactory.getLogger(CheckpointStore.class);
  private static final String CONTENT = ".checkpoint";
  private static final String DESCRIPTION = ".json";

  /** The store in a folder. */
  public static CheckpointStore of(URI folder, Optional<Duration> interval) {
    return new CheckpointStore(
        folder.toString(), interval.map(time -> Math.max(1, time.toMillis())).orElse(0L));
  }

  /** The shortest time between two checkpoints of a running trial; empty: none are made. */
  Optional<Duration> interval() {
    return intervalMillis == 0 ? Optional.empty() : Optional.of(Duration.ofMillis(intervalMillis));
  }

  /**
   * What a store knows of a checkpoint.
   *
   * @param name of its files, without their ends
   * @param attempt the attempt that wrote it
   * @param step the step after which it was written
   * @param last true if the trial ended with that step
   * @param length of its file in bytes
   * @param sha256 of its file
   * @param curve the trial's own reports up to that step
   */
  record Entry(
      String name,
      int attempt,
      int step,
      boolean last,
      long length,
      String sha256,
      List<Report> curve) {

    private byte[] json() {
      ObjectNode node = Json.object().put("attempt", attempt).put("step", step).put("last", last);
      ArrayNode reports = node.put("length", length).put("sha256", sha256).putArray("curve");
      curve.forEach(report -> reports.add(ReportJson.write(report)));
      return Json.text(node).getBytes(StandardCharsets.UTF_8);
    }

    private static Entry of(String name, String json) {
      Fields fields = new Fields(Json.parse(json));
      return new Entry(
          name,
          fields.integer("attempt"),
          fields.integer("step"),
          fields.flag("last"),
          fields.whole("length"),
          fields.text("sha256"),
          fields.list("curve", ReportJson::read));
    }
  }

  /**
   * Saves a checkpoint, and deletes those of the trial that came before it.
   *
   * @param curve the trial's own reports so far
   */
  void save(int trial, int attempt, SavedCheckpoint saved, List<Report> curve, Configuration hadoop)
      throws IOException {
    java.nio.file.Path file = saved.file();
    Entry entry =
        new Entry(
            saved.step() + "-" + attempt + "-" + UUID.randomUUID(),
            attempt,
            saved.step(),
            saved.last(),
            Files.size(file),
            Sha256.of(file),
            curve);
    Path target = new Path(trial(trial), entry.name() + CONTENT);
    FileSystem files = Models.files(target, hadoop);
    try (FSDataOutputStream out = files.create(target, true)) {
      Files.copy(file, out);
    }
    try (FSDataOutputStream out =
        files.create(new Path(trial(trial), entry.name() + DESCRIPTION), true)) {
      out.write(entry.json());
    }
    for (FileStatus other : list(trial, hadoop)) {
      if (isBefore(other.getPath().getName(), entry)) {
        files.delete(other.getPath(), false);
      }
    }
  }

  /** True if it belongs to an earlier checkpoint, and to no later step or attempt. */
  private static boolean isBefore(String file, Entry entry) {
    String[] numbers = file.split("-", 3);
    int step = Integer.parseInt(numbers[0]);
    int attempt = Integer.parseInt(numbers[1]);
    return step <= entry.step()
        && attempt <= entry.attempt()
        && (step < entry.step() || attempt < entry.attempt());
  }

  /**
   * Copies the latest checkpoint of a trial to a local file; of equal steps that of the latest
   * attempt. One that was damaged does not count.
   *
   * @param wanted which of them to look at
   * @param local is written if there is one
   * @throws IOException if one cannot be read now
   */
  Optional<Entry> fetch(
      int trial, Predicate<Entry> wanted, java.nio.file.Path local, Configuration hadoop)
      throws IOException {
    List<Entry> entries = new ArrayList<>();
    for (FileStatus file : list(trial, hadoop)) {
      if (file.getPath().getName().endsWith(DESCRIPTION)) {
        read(file.getPath(), hadoop).filter(wanted).ifPresent(entries::add);
      }
    }
    entries.sort(Comparator.comparing(Entry::step).thenComparing(Entry::attempt).reversed());
    for (Entry entry : entries) {
      if (copy(new Path(trial(trial), entry.name() + CONTENT), entry, local, hadoop)) {
        return Optional.of(entry);
      }
    }
    return Optional.empty();
  }

  private static Optional<Entry> read(Path description, Configuration hadoop) throws IOException {
    String file = description.getName();
    String name = file.substring(0, file.length() - DESCRIPTION.length());
    try {
      return Optional.of(Entry.of(name, Stores.ask(() -> text(description, hadoop))));
    } catch (IllegalArgumentException e) {
      LOG.info("{} is no whole checkpoint", description, e);
    } catch (IOException e) {
      throwUnlessLost(description, e);
    }
    return Optional.empty();
  }

  private static String text(Path file, Configuration hadoop) throws IOException {
    try (InputStream in = Models.files(file, hadoop).open(file)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private static boolean copy(
      Path content, Entry entry, java.nio.file.Path local, Configuration hadoop)
      throws IOException {
    try {
      long length = Stores.ask(() -> Models.copy(content, local, hadoop));
      if (length == entry.length() && Sha256.of(local).equals(entry.sha256())) {
        return true;
      }
      LOG.warn("{} is damaged", content);
    } catch (IOException e) {
      throwUnlessLost(content, e);
    }
    return false;
  }

  /** A store that fails for a moment is no reason to train for hours. */
  private static void throwUnlessLost(Path file, IOException failure) throws IOException {
    if (!Stores.isLost(failure)) {
      throw failure;
    }
    LOG.warn("{} is lost", file, failure);
  }

  private FileStatus[] list(int trial, Configuration hadoop) throws IOException {
    Path folder = trial(trial);
    try {
      return Stores.ask(() -> Models.files(folder, hadoop).listStatus(folder));
    } catch (FileNotFoundException none) {
      return new FileStatus[0];
    }
  }

  private Path trial(int trial) {
    return new Path(folder, Integer.toString(trial));
  }
}
