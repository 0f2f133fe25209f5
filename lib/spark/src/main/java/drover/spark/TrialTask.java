package drover.spark;

import com.fasterxml.jackson.databind.node.ObjectNode;
import drover.core.Trial;
import drover.core.json.Json;
import drover.core.json.TrialJson;
import drover.spark.worker.ObjectiveCall;
import java.io.IOException;
import java.io.Serializable;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.spark.TaskContext;
import org.apache.spark.TaskKilledException;
import org.apache.spark.broadcast.Broadcast;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import scala.collection.Iterator;
import scala.runtime.AbstractFunction1;

/**
 * The body of a Spark task that does something with one trial. Its result is JSON, whatever
 * happens: an exception that left it would be retried by Spark although the trial is at fault, and
 * an {@link OutOfMemoryError} would end the executor. Only a task that Spark killed ends with an
 * exception.
 */
abstract class TrialTask extends AbstractFunction1<Iterator<Object>, String>
    implements Serializable {
  private static final long serialVersionUID = 1L;
  private static final Logger LOG = LoggerFactory.getLogger(TrialTask.class);

  private final Broadcast<ExecutorSetup> setup;
  private final String trial;

  TrialTask(Broadcast<ExecutorSetup> setup, Trial trial) {
    this.setup = setup;
    this.trial = Json.text(TrialJson.write(trial));
  }

  /**
   * Does the task's work.
   *
   * @param call the trial; its model's file does not exist yet and is deleted afterwards
   */
  abstract ObjectNode run(ExecutorSetup study, ObjectiveCall call) throws Exception;

  /** What becomes of an exception of {@link #run}. */
  abstract ObjectNode failure(Throwable thrown);

  @Override
  public final String apply(Iterator<Object> unused) {
    TaskContext task = TaskContext.get();
    try {
      return Json.text(run(task.taskAttemptId()));
    } catch (Throwable thrown) {
      if (task.isInterrupted()) {
        throw new TaskKilledException("cancelled");
      }
      LOG.warn("the task failed around its trial {}", trial, thrown);
      return Json.text(failure(thrown));
    }
  }

  private ObjectNode run(long task) throws Exception {
    ExecutorSetup study = setup.value();
    LocalFiles local = LocalFiles.ofExecutor();
    Path model = local.folder().resolve("model-" + task + ".zip");
    try {
      return run(study, call(study, local, model));
    } finally {
      Files.deleteIfExists(model);
    }
  }

  private ObjectiveCall call(ExecutorSetup study, LocalFiles local, Path model) throws IOException {
    Trial parsed = TrialJson.read(Json.parse(trial));
    Map<String, String> files = new LinkedHashMap<>();
    for (DataFile file : study.files()) {
      files.put(file.name(), local.local(file).toString());
    }
    return new ObjectiveCall(
        study.spec().implementation(),
        study.spec().defaults(),
        parsed,
        study.settings(parsed.params()),
        study.spec().goals(),
        study.spec().seed(),
        files,
        model.toString());
  }
}
