package drover.spark;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import drover.core.Trial;
import drover.core.json.Json;
import drover.spark.worker.ObjectiveCall;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.broadcast.Broadcast;

/** Measures a trial's kept model; gives {@code {"metrics": {…}}} or {@code {"error": "…"}}. */
final class TestTask extends TrialTask {
  private static final long serialVersionUID = 1L;

  TestTask(Broadcast<ExecutorSetup> setup, Trial trial) {
    super(setup, trial);
  }

  @Override
  ObjectNode run(TaskCalls calls, Trial trial) throws Exception {
    ExecutorSetup study = calls.study();
    ObjectiveCall call = calls.of(trial);
    study
        .models()
        .fetch(call.trial().id(), Path.of(call.model()), LocalFiles.ofExecutor().hadoop());
    return Json.object().set("metrics", Json.numbers(Isolations.of(study).test(call)));
  }

  @Override
  ObjectNode failure(Throwable thrown) {
    return Json.object().put("error", thrown.toString());
  }

  /**
   * The metrics in a task's result.
   *
   * @throws IOException if the model could not be measured
   */
  static Map<String, Double> metrics(String result) throws IOException {
    JsonNode node = Json.parse(result);
    if (node.has("error")) {
      throw new IOException(node.get("error").textValue());
    }
    Map<String, Double> metrics = new TreeMap<>();
    node.get("metrics")
        .fields()
        .forEachRemaining(entry -> metrics.put(entry.getKey(), entry.getValue().doubleValue()));
    return metrics;
  }
}
