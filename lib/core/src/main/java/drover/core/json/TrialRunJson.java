package drover.core.json;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import drover.core.Continuation;
import drover.core.TrialRun;
import java.time.Duration;

/**
 * An attempt at a trial as {@code {"outcome": {…}, "curve": [{"step": 1, "metrics": {…}}],
 * "executor": "…", "started": "2026-11-22T15:00:00Z", "elapsed": "PT1.5S", "model": true}}; {@code
 * "continuation": {"from": 3, "offered": 6, "retrained": [1]}} only if there are checkpoints.
 */
public final class TrialRunJson {
  private TrialRunJson() {}

  /** The attempt's JSON. */
  public static ObjectNode write(TrialRun run) {
    ObjectNode node = Json.object();
    node.set("outcome", OutcomeJson.write(run.outcome()));
    ArrayNode curve = node.putArray("curve");
    run.curve().forEach(report -> curve.add(ReportJson.write(report)));
    node.put("executor", run.executor())
        .put("started", run.started().toString())
        .put("elapsed", run.elapsed().toString())
        .put("model", run.model());
    if (!run.continuation().equals(Continuation.NONE)) {
      node.set("continuation", write(run.continuation()));
    }
    return node;
  }

  private static ObjectNode write(Continuation continuation) {
    ObjectNode node =
        Json.object().put("from", continuation.from()).put("offered", continuation.offered());
    ArrayNode retrained = node.putArray("retrained");
    continuation.retrained().forEach(retrained::add);
    return node;
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
        fields.list("curve", ReportJson::read),
        fields.text("executor"),
        fields.instant("started"),
        fields.parsed("elapsed", Duration::parse),
        fields.flag("model"),
        fields
            .find("continuation")
            .map(found -> continuation(new Fields(found)))
            .orElse(Continuation.NONE));
  }

  private static Continuation continuation(Fields fields) {
    return new Continuation(
        fields.integer("from"),
        fields.integer("offered"),
        fields.list("retrained", JsonNode::intValue));
  }
}
