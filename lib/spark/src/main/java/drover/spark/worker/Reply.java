package drover.spark.worker;

import com.fasterxml.jackson.databind.node.ObjectNode;
import drover.core.Outcome;
import drover.core.Report;
import drover.core.TrialRun;
import drover.core.json.Fields;
import drover.core.json.Json;
import drover.core.json.OutcomeJson;
import drover.core.json.ReportJson;
import drover.core.json.TrialRunJson;
import java.util.Map;

/** What a worker says to its executor: one line of JSON. */
sealed interface Reply {

  /** The worker takes calls. Its first reply. */
  record Ready() implements Reply {}

  /** A point of the running trial's curve; the worker waits until it is told to go on or not. */
  record Reported(Report report) implements Reply {}

  /** The running trial wrote a checkpoint; nobody waits for an answer. */
  record Saved(SavedCheckpoint checkpoint) implements Reply {}

  /** The trial came to its end. */
  record Evaluated(TrialRun run) implements Reply {}

  /** The model was measured. */
  record Tested(Map<String, Double> metrics) implements Reply {}

  /** There is no other answer to the call. The last word of a worker that died. */
  record Broken(Outcome.Failed failure) implements Reply {}

  /** The reply's line, without its end. */
  static String write(Reply reply) {
    ObjectNode node = Json.object();
    if (reply instanceof Ready) {
      node.put("ready", true);
    } else if (reply instanceof Reported reported) {
      node.set("report", ReportJson.write(reported.report()));
    } else if (reply instanceof Saved saved) {
      node.set("checkpoint", saved.checkpoint().json());
    } else if (reply instanceof Evaluated evaluated) {
      node.set("run", TrialRunJson.write(evaluated.run()));
    } else if (reply instanceof Tested tested) {
      node.set("tested", Json.numbers(tested.metrics()));
    } else if (reply instanceof Broken broken) {
      node.set("broken", OutcomeJson.write(broken.failure()));
    }
    return Json.text(node);
  }

  /**
   * The reply of a line.
   *
   * @throws IllegalArgumentException if it is none
   */
  static Reply read(String line) {
    Fields fields = new Fields(Json.parse(line));
    if (fields.find("ready").isPresent()) {
      return new Ready();
    } else if (fields.find("report").isPresent()) {
      return new Reported(ReportJson.read(fields.get("report")));
    } else if (fields.find("checkpoint").isPresent()) {
      return new Saved(SavedCheckpoint.of(fields.get("checkpoint")));
    } else if (fields.find("run").isPresent()) {
      return new Evaluated(TrialRunJson.read(fields.get("run")));
    } else if (fields.find("tested").isPresent()) {
      return new Tested(fields.numbers("tested"));
    }
    if (OutcomeJson.read(fields.get("broken")) instanceof Outcome.Failed failure) {
      return new Broken(failure);
    }
    throw new IllegalArgumentException("no failure: " + line);
  }
}
