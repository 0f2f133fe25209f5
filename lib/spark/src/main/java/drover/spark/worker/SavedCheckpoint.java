package drover.spark.worker;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import drover.core.json.Fields;
import drover.core.json.Json;
import java.nio.file.Path;

/**
 * A checkpoint that a running evaluation wrote.
 *
 * @param step the step after which it was written
 * @param last true if the trial ends with that step
 * @param file the local file, of whoever hears of it
 */
public record SavedCheckpoint(int step, boolean last, Path file) {

  /** As {@code {"step": 3, "last": false, "file": "…"}}. */
  ObjectNode json() {
    return Json.object().put("step", step).put("last", last).put("file", file.toString());
  }

  /** The checkpoint that {@link #json} wrote. */
  static SavedCheckpoint of(JsonNode node) {
    Fields fields = new Fields(node);
    return new SavedCheckpoint(
        fields.integer("step"), fields.flag("last"), Path.of(fields.text("file")));
  }
}
