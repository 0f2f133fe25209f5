package drover.jobs;

import com.fasterxml.jackson.databind.JsonNode;
import drover.core.journal.Event;
import drover.core.journal.Journals;
import drover.core.json.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;

/**
 * A study whose trials train nothing: its file, and what its drivers leave.
 *
 * @param file the study file
 * @param folder the study's own folder
 */
record SphereStudy(Path file, Path folder) {

  /**
   * Writes the study file.
   *
   * @param dir an existing folder for everything
   * @param sleep how long each trial takes
   */
  static SphereStudy create(Path dir, int trials, String sleep) throws IOException {
    Path file =
        Files.writeString(
            dir.resolve("sphere.conf"),
            """
            study { dir = "%s", trials = %d, seed = 3 }
            objective {
              type = function
              function = sphere
              sleep = %s
              x = [ { real = [-5, 5], name = a }, { real = [-5, 5], name = b } ]
            }
            search { algorithm = random }
            spark { master = "local[2]" }
            """
                .formatted(dir.resolve("studies"), trials, sleep));
    return new SphereStudy(file, dir.resolve("studies/sphere"));
  }

  /** All events so far; none if there is no journal yet. */
  List<Event> journal() throws IOException {
    return journal(folder);
  }

  /** All events of a study's folder. */
  static List<Event> journal(Path folder) throws IOException {
    org.apache.hadoop.fs.Path journal =
        new org.apache.hadoop.fs.Path(folder.resolve("journal").toUri());
    return Journals.read(journal, new Configuration());
  }

  /** {@code status.json} of a study's folder. */
  static JsonNode status(Path folder) throws IOException {
    return Json.parse(Files.readString(folder.resolve("status.json")));
  }

  /** The events of one kind, in order. */
  static <E extends Event> List<E> only(Class<E> kind, List<Event> events) {
    return events.stream().filter(kind::isInstance).map(kind::cast).toList();
  }

  /** The names in a folder. */
  static Set<String> names(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).collect(Collectors.toSet());
    }
  }

  /** True if a trial of a study has a whole checkpoint: its description is written last. */
  static boolean hasCheckpoint(Path study, int trial) {
    String[] files = study.resolve("checkpoints/" + trial).toFile().list();
    return files != null && Arrays.stream(files).anyMatch(name -> name.endsWith(".json"));
  }
}
