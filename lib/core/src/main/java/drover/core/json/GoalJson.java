package drover.core.json;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import drover.core.Goal;
import java.util.ArrayList;
import java.util.List;

/** Goals as {@code [{"metric": "accuracy", "maximise": true}]}. */
public final class GoalJson {
  private GoalJson() {}

  /** The goals' JSON, in their order. */
  public static ArrayNode write(List<Goal> goals) {
    ArrayNode array = JsonNodeFactory.instance.arrayNode();
    goals.forEach(
        goal -> array.addObject().put("metric", goal.metric()).put("maximise", goal.maximise()));
    return array;
  }

  /**
   * The goals of their JSON.
   *
   * @throws IllegalArgumentException if it is no array, or a field is missing or of another type
   */
  public static List<Goal> read(JsonNode array) {
    if (!array.isArray()) {
      throw new IllegalArgumentException("'goals' is not an array: " + array);
    }
    List<Goal> goals = new ArrayList<>();
    for (JsonNode node : array) {
      Fields fields = new Fields(node);
      goals.add(new Goal(fields.text("metric"), fields.flag("maximise")));
    }
    return goals;
  }
}
