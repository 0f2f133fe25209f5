package drover.spark.worker;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import drover.core.Goal;
import drover.core.Objective;
import drover.core.Trial;
import drover.core.json.Fields;
import drover.core.json.GoalJson;
import drover.core.json.Json;
import drover.core.json.TrialJson;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * All that an objective needs to evaluate or test one trial in another process on the same machine.
 *
 * @param implementation name of the {@link Objective} class
 * @param defaults path below {@code drover} in {@code reference.conf} of the settings' defaults
 * @param trial the trial
 * @param settings JSON of the {@code objective} section with the trial's values in place of ranges
 * @param goals what the study wants; one loss per goal
 * @param seed the study's seed
 * @param files data file as the study file names it to its local path
 * @param model local path at which the model is left or found
 * @param checkpointing where it starts and which checkpoints it writes
 */
public record ObjectiveCall(
    String implementation,
    String defaults,
    Trial trial,
    String settings,
    List<Goal> goals,
    long seed,
    Map<String, String> files,
    String model,
    Checkpointing checkpointing) {
  public ObjectiveCall {
    goals = List.copyOf(goals);
    files = Map.copyOf(files);
  }

  /** The same with other checkpoints. */
  public ObjectiveCall with(Checkpointing other) {
    return new ObjectiveCall(
        implementation, defaults, trial, settings, goals, seed, files, model, other);
  }

  /** The call as JSON. */
  ObjectNode json() {
    ObjectNode node = Json.object().put("implementation", implementation).put("defaults", defaults);
    node.set("trial", TrialJson.write(trial));
    node.put("settings", settings);
    node.set("goals", GoalJson.write(goals));
    node.put("seed", seed);
    ObjectNode paths = node.putObject("files");
    files.forEach(paths::put);
    node.put("model", model).set("checkpointing", checkpointing.json());
    return node;
  }

  /** The call that {@link #json} wrote. */
  static ObjectiveCall of(JsonNode node) {
    Fields fields = new Fields(node);
    Map<String, String> files = new LinkedHashMap<>();
    fields.values("files").forEach((uri, path) -> files.put(uri, path.toString()));
    return new ObjectiveCall(
        fields.text("implementation"),
        fields.text("defaults"),
        TrialJson.read(fields.get("trial")),
        fields.text("settings"),
        GoalJson.read(fields.get("goals")),
        fields.whole("seed"),
        files,
        fields.text("model"),
        Checkpointing.of(fields.get("checkpointing")));
  }
}
