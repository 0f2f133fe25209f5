package drover.spark;

import com.fasterxml.jackson.databind.node.ObjectNode;
import drover.core.Cause;
import drover.core.Outcome;
import drover.core.Trial;
import drover.core.UnusableStudyException;
import drover.core.json.Json;
import drover.core.json.TrialJson;
import java.io.File;
import java.io.IOException;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;
import org.apache.spark.TaskContext;
import org.apache.spark.TaskKilledException;
import org.apache.spark.broadcast.Broadcast;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Does something with one trial within a Spark task. Its result is JSON, whatever happens: an
 * exception that left it would be retried by Spark although the trial is at fault, and an {@link
 * OutOfMemoryError} would end the executor. Only a task that Spark killed ends with an exception.
 */
abstract class TrialTask implements Serializable {
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
   * @param calls makes the calls that it needs
   */
  abstract ObjectNode run(TaskCalls calls, Trial trial) throws Exception;

  /** What becomes of an exception of {@link #run}. */
  abstract ObjectNode failure(Throwable thrown);

  /** The failure of a trial whose objective could not even be called. */
  static Outcome.Failed notBegun(Throwable thrown) {
    return thrown instanceof UnusableStudyException
        ? new Outcome.Failed(Cause.UNUSABLE, String.valueOf(thrown.getMessage()))
        : new Outcome.Failed(Cause.ENVIRONMENT, "the trial could not begin: " + thrown);
  }

  /** Does it; the result as JSON. */
  final String result() {
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
    Path folder = LocalFiles.ofExecutor().folder().resolve("task-" + task);
    Files.createDirectory(folder);
    try {
      return run(new TaskCalls(setup.value(), folder), TrialJson.read(Json.parse(trial)));
    } finally {
      delete(folder);
    }
  }

  /** A killed worker may have left anything in it; it would go with Spark's own folders. */
  private static void delete(Path folder) {
    try (Stream<Path> files = Files.walk(folder)) {
      files.sorted(Comparator.reverseOrder()).map(Path::toFile).forEach(File::delete);
    } catch (IOException | UncheckedIOException e) {
      LOG.debug("{} is left behind", folder, e);
    }
  }
}
