package drover.core.json;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import drover.core.TrialRun;
import java.time.Duration;

/**
 * An attempt at a trial as {@code {"outcome": {…}, "fault": false, "curve": [{"step": 1, "metrics":
 * {…}}], "executor": "…", "started": "2026-11-22T15:00:00Z", "elapsed": "PT1.5S", "model": true}}.
 */
public final class TrialRunJson {
  private TrialRunJson() {}

  /** The attempt's JSON. */
  public static ObjectNode write(TrialRun run) {
    ObjectNode node = Json.object();
    node.set("outcome", OutcomeJson.write(run.outcome()));
    node.put("fault", run.fault());
    ArrayNode curve = node.putArray("curve");
    run.curve().forEach(report -> curve.add(ReportJson.write(report)));
    return node.put("executor", run.executor())
        .put("started", run.started().toString())
        .put("elapsed", run.elapsed().toString())
        .put("model", run.model());
  }

  /**
   * The attempt of its JSON.
   *
   * @throws IllegalArgumentException if a field is missing or of another type
   */
  public static TrialRun read(JsonNode node) {
    Fields fields = new Fields(node);
    return new TrialRun(
        OutcomeJson.read(fields.get("outcome")),
        fields.flag("fault"),
        fields.list("curve", ReportJson::read),
        fields.text("executor"),
        fields.instant("started"),
        fields.parsed("elapsed", Duration::parse),
        fields.flag("model"));
  }
}
