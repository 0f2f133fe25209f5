package drover.core.json;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import drover.core.Cause;
import drover.core.Outcome;
import drover.core.Outcome.Failed;
import drover.core.Outcome.Infeasible;
import drover.core.Outcome.Pruned;
import drover.core.Outcome.Scored;

/**
 * An outcome as {@code {"state": "scored", "losses": [0.02], "metrics": {"accuracy": 0.98}}},
 * {@code {"state": "infeasible", "reason": "…"}}, {@code {"state": "pruned", "loss": 0.7, "reason":
 * ""}} or {@code {"state": "failed", "cause": "heap", "reason": "…"}}.
 */
public final class OutcomeJson {
  private OutcomeJson() {}

  /** The outcome's JSON. */
  public static ObjectNode write(Outcome outcome) {
    ObjectNode node = Json.object().put("state", outcome.state());
    if (outcome instanceof Scored scored) {
      node.set("losses", Json.write(scored.losses()));
      node.set("metrics", Json.numbers(scored.metrics()));
    } else if (outcome instanceof Pruned pruned) {
      node.put("loss", pruned.loss()).put("reason", pruned.reason());
    } else {
      node.put("reason", outcome.reason());
    }
    if (outcome instanceof Failed failed) {
      node.put("cause", failed.cause().text());
    }
    return node;
  }

  /**
   * The outcome of its JSON.
   *
   * @throws IllegalArgumentException if a field is missing or of another type
   */
  public static Outcome read(JsonNode node) {
    Fields fields = new Fields(node);
    String state = fields.text("state");
    return switch (state) {
      case Scored.STATE ->
          new Scored(fields.list("losses", OutcomeJson::loss), fields.numbers("metrics"));
      case Infeasible.STATE -> new Infeasible(fields.text("reason"));
      case Pruned.STATE -> new Pruned(fields.real("loss"), fields.textOr("reason", ""));
      // Journals of before there were causes have none.
      case Failed.STATE ->
          new Failed(Cause.of(fields.textOr("cause", Cause.ERROR.text())), fields.text("reason"));
      default -> throw new IllegalArgumentException("unknown state of a trial: '" + state + "'");
    };
  }

  private static double loss(JsonNode node) {
    if (!node.isNumber()) {
      throw new IllegalArgumentException("a loss is not a number: " + node);
    }
    return node.doubleValue();
  }
}
