package drover.spark;

import com.fasterxml.jackson.databind.node.ObjectNode;
import drover.core.LostModelException;
import drover.core.Outcome;
import drover.core.TestFailedException;
import drover.core.Trial;
import drover.core.json.Fields;
import drover.core.json.Json;
import drover.core.json.OutcomeJson;
import drover.spark.worker.ObjectiveCall;
import java.nio.file.Path;
import java.util.Map;
import org.apache.spark.broadcast.Broadcast;

/**
 * Measures a trial's kept model; gives {@code {"metrics": {…}}}, {@code {"failed": {…}}} or {@code
 * {"lost": "…"}} if there is no such model any more.
 */
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
    if (thrown instanceof LostModelException lost) {
      return Json.object().put("lost", lost.getMessage());
    }
    Outcome.Failed failure =
        thrown instanceof TestFailedException failed ? failed.failure() : notBegun(thrown);
    return Json.object().set("failed", OutcomeJson.write(failure));
  }

  /** The metrics in a task's result. */
  static Map<String, Double> metrics(String result) throws LostModelException, TestFailedException {
    Fields fields = new Fields(Json.parse(result));
    if (fields.find("lost").isPresent()) {
      throw new LostModelException(fields.text("lost"));
    }
    if (fields.find("failed").isPresent()
        && OutcomeJson.read(fields.get("failed")) instanceof Outcome.Failed failure) {
      throw new TestFailedException(failure);
    }
    return fields.numbers("metrics");
  }
}
