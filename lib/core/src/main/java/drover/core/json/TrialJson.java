package drover.core.json;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import drover.core.Note;
import drover.core.Params;
import drover.core.Trial;
import java.util.Map;
import java.util.OptionalInt;

/**
 * A trial as {@code {"id": 3, "params": {"lr": 0.01}, "budget": 8, "parent": 1, "note": {…}}};
 * {@code parent} and {@code note} only if there is one.
 */
public final class TrialJson {
  private TrialJson() {}

  /** The trial's JSON. */
  public static ObjectNode write(Trial trial) {
    ObjectNode node = Json.object().put("id", trial.id());
    node.set("params", values(trial.params().values()));
    node.put("budget", trial.budget());
    trial.parent().ifPresent(parent -> node.put("parent", parent));
    if (!trial.note().equals(Note.EMPTY)) {
      node.set("note", values(trial.note().values()));
    }
    return node;
  }

  /**
   * The trial of its JSON.
   *
   * @throws IllegalArgumentException if a field is missing or of another type
   */
  public static Trial read(JsonNode node) {
    Fields fields = new Fields(node);
    boolean child = fields.find("parent").isPresent();
    boolean noted = fields.find("note").isPresent();
    return new Trial(
        fields.integer("id"),
        new Params(fields.values("params")),
        fields.integer("budget"),
        child ? OptionalInt.of(fields.integer("parent")) : OptionalInt.empty(),
        noted ? new Note(fields.values("note")) : Note.EMPTY);
  }

  private static ObjectNode values(Map<String, Object> values) {
    ObjectNode node = Json.object();
    values.forEach((name, value) -> node.set(name, Json.write(value)));
    return node;
  }
}
