package drover.jobs.study;

import com.fasterxml.jackson.databind.node.ArrayNode;
import drover.core.config.MistakesException;
import drover.core.json.Fields;
import drover.core.json.Json;
import drover.core.study.StudyFolder;
import drover.spark.DataFile;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The data files that a study began with, in a file of its folder: trials on other data do not
 * compare with the earlier ones. A file of another length is other data. One of another time may be
 * a copy of the same, and is only reported.
 */
final class KeptData {

  private static final Logger LOG = LoggerFactory.getLogger(KeptData.class);

  private static final String FILE = "data.json";

  private KeptData() {}

  /** Keeps what the files are now. */
  static void keep(List<String> names, StudyFolder folder, Configuration hadoop)
      throws IOException {
    ArrayNode list = Json.object().putArray("files");
    for (String name : names) {
      DataFile file = DataFile.find(name, hadoop);
      list.addObject()
          .put("name", name)
          .put("length", file.length())
          .put("modified", Instant.ofEpochMilli(file.modified()).toString());
    }
    if (!list.isEmpty()) {
      folder.write(FILE, Json.text(Json.object().set("files", list)) + "\n");
    }
  }

  /**
   * Compares with what was kept, if anything was.
   *
   * @throws MistakesException with each file that is another one
   */
  static void compare(StudyFolder folder, Configuration hadoop) throws IOException {
    List<String> mistakes = new ArrayList<>();
    for (Fields kept : kept(folder)) {
      String name = kept.text("name");
      DataFile now = DataFile.find(name, hadoop);
      String modified = Instant.ofEpochMilli(now.modified()).toString();
      if (now.length() != kept.whole("length")) {
        mistakes.add(
            "%s has %d bytes, but had %d when the study began; study other data under another name (study.name)"
                .formatted(name, now.length(), kept.whole("length")));
      } else if (!modified.equals(kept.text("modified"))) {
        LOG.warn(
            "{} was written at {}, but at {} when the study began: if it holds other data, later trials do not compare with the earlier ones",
            name,
            modified,
            kept.text("modified"));
      }
    }
    if (!mistakes.isEmpty()) {
      throw new MistakesException(mistakes);
    }
  }

  private static List<Fields> kept(StudyFolder folder) throws IOException {
    try {
      return new Fields(Json.parse(folder.read(FILE))).list("files", Fields::new);
    } catch (FileNotFoundException e) {
      return List.of(); // the study has none
    }
  }
}
