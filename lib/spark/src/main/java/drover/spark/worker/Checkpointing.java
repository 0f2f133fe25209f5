package drover.spark.worker;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import drover.core.Checkpoint;
import drover.core.json.Fields;
import drover.core.json.Json;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * What an evaluation starts from and which checkpoints it is to write.
 *
 * @param start where it starts; empty: from nothing
 * @param folder local folder for what it writes
 * @param interval the shortest time between two checkpoints; empty: none while it runs
 * @param last true if its last checkpoint is wanted
 */
public record Checkpointing(
    Optional<Checkpoint> start, Path folder, Optional<Duration> interval, boolean last) {

  /** From nothing, and none are written. */
  public static final Checkpointing NONE =
      new Checkpointing(Optional.empty(), Path.of(""), Optional.empty(), false);

  /** As JSON of these fields; what is empty is left out. */
  ObjectNode json() {
    ObjectNode node = Json.object().put("folder", folder.toString()).put("last", last);
    interval.ifPresent(time -> node.put("interval", time.toString()));
    start.ifPresent(
        from ->
            node.putObject("start")
                .put("trial", from.trial())
                .put("step", from.step())
                .put("file", from.file().toString()));
    return node;
  }

  /** What {@link #json} wrote. */
  static Checkpointing of(JsonNode node) {
    Fields fields = new Fields(node);
    Optional<Duration> interval =
        fields.find("interval").map(unused -> fields.parsed("interval", Duration::parse));
    return new Checkpointing(
        fields.find("start").map(found -> start(new Fields(found))),
        Path.of(fields.text("folder")),
        interval,
        fields.flag("last"));
  }

  private static Checkpoint start(Fields fields) {
    return new Checkpoint(
        fields.integer("trial"), fields.integer("step"), Path.of(fields.text("file")));
  }
}
