package drover.spark;

import drover.core.Outcome;
import drover.core.Trial;
import drover.spark.worker.Checkpointing;
import drover.spark.worker.ObjectiveCall;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes the calls of one task.
 *
 * @param study the study
 * @param folder the task's own local folder, which is deleted afterwards
 */
record TaskCalls(ExecutorSetup study, Path folder) {

  private static final Logger LOG = LoggerFactory.getLogger(TaskCalls.class);

  /** Where the model is left or found; nothing is there at first. */
  Path model() {
    return folder.resolve("model.zip");
  }

  /** A call of a trial, with all data files made local; its model goes into the folder. */
  ObjectiveCall of(Trial trial) throws IOException {
    Map<String, String> files = new LinkedHashMap<>();
    for (DataFile file : study.files()) {
      files.put(file.name(), LocalFiles.ofExecutor().local(file).toString());
    }
    return new ObjectiveCall(
        study.spec().implementation(),
        study.spec().defaults(),
        trial,
        study.settings(trial.params()),
        study.spec().goals(),
        study.spec().seed(),
        files,
        model().toString(),
        Checkpointing.NONE);
  }

  /**
   * Keeps the model that an evaluation left, if it scored a first loss of at most this; true if
   * there was one to keep. The trial has been evaluated, whatever becomes of its model: one that
   * cannot be kept is as good as lost, and is trained again if it is needed.
   */
  boolean keep(Trial trial, Outcome outcome, double keepModel) {
    boolean good = outcome instanceof Outcome.Scored scored && scored.loss() <= keepModel;
    if (!good || Files.notExists(model())) {
      return false;
    }
    try {
      study.models().keep(trial.id(), model(), LocalFiles.ofExecutor().hadoop());
    } catch (IOException e) {
      LOG.warn("the model of trial {} cannot be kept", trial.id(), e);
    }
    return true;
  }
}
