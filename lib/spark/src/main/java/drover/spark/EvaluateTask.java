package drover.spark;

import com.fasterxml.jackson.databind.node.ObjectNode;
import drover.core.Outcome;
import drover.core.Trial;
import drover.core.TrialRun;
import drover.core.json.TrialRunJson;
import drover.spark.worker.ObjectiveCall;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.apache.spark.broadcast.Broadcast;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Evaluates a trial and keeps its model if it is good enough; gives a {@link TrialRun}. */
final class EvaluateTask extends TrialTask {
  private static final long serialVersionUID = 1L;
  private static final Logger LOG = LoggerFactory.getLogger(EvaluateTask.class);

  private final double keepModel;

  /**
   * @param keepModel the model is kept if the first loss is at most this
   */
  EvaluateTask(Broadcast<ExecutorSetup> setup, Trial trial, double keepModel) {
    super(setup, trial);
    this.keepModel = keepModel;
  }

  @Override
  ObjectNode run(ExecutorSetup study, ObjectiveCall call) throws Exception {
    LiveReports reports = LiveReports.ofTask(study.reporting(), Executors.name());
    TrialRun run = Isolations.of(study).evaluate(call, reports);
    return TrialRunJson.write(
        new TrialRun(
            run.outcome(),
            run.fault(),
            run.curve(),
            Executors.name(),
            run.started(),
            run.elapsed(),
            keep(study, call, run.outcome())));
  }

  /** The trial could not even be evaluated (a data file): try again. */
  @Override
  ObjectNode failure(Throwable thrown) {
    return TrialRunJson.write(
        new TrialRun(
            new Outcome.Failed(thrown.toString()),
            true,
            List.of(),
            Executors.name(),
            Instant.now(),
            Duration.ZERO,
            false));
  }

  /** The trial has been evaluated, whatever becomes of its model. */
  private boolean keep(ExecutorSetup study, ObjectiveCall call, Outcome outcome) {
    Path model = Path.of(call.model());
    boolean good = outcome instanceof Outcome.Scored scored && scored.loss() <= keepModel;
    if (!good || Files.notExists(model)) {
      return false;
    }
    try {
      study.models().keep(call.trial().id(), model, LocalFiles.ofExecutor().hadoop());
      return true;
    } catch (IOException e) {
      LOG.warn("the model of trial {} cannot be kept", call.trial().id(), e);
      return false;
    }
  }
}
