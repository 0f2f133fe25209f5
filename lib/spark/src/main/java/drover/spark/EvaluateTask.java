package drover.spark;

import com.fasterxml.jackson.databind.node.ObjectNode;
import drover.core.Cause;
import drover.core.Outcome;
import drover.core.Trial;
import drover.core.TrialRun;
import drover.core.UnusableStudyException;
import drover.core.json.TrialRunJson;
import drover.spark.worker.ObjectiveCall;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.apache.spark.SparkEnv;
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
    LiveReports reports = LiveReports.ofTask(study.reporting(), executor());
    TrialRun run = Isolations.of(study).evaluate(call, reports);
    return TrialRunJson.write(
        new TrialRun(
            run.outcome(),
            run.fault(),
            run.curve(),
            executor(),
            run.started(),
            run.elapsed(),
            keep(study, call, run.outcome())));
  }

  /** The trial could not even be evaluated: a data file, or the disk. */
  @Override
  ObjectNode failure(Throwable thrown) {
    return TrialRunJson.write(
        new TrialRun(
            outcome(thrown),
            true,
            List.of(),
            executor(),
            Instant.now(),
            Duration.ZERO,
            false));
  }

  private static Outcome outcome(Throwable thrown) {
    return thrown instanceof UnusableStudyException
        ? new Outcome.Failed(Cause.UNUSABLE, String.valueOf(thrown.getMessage()))
        : new Outcome.Failed(Cause.ENVIRONMENT, "the trial could not begin: " + thrown);
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

  private static String executor() {
    SparkEnv spark = SparkEnv.get();
    return Launch.executor(spark.executorId(), spark.blockManager().blockManagerId().host());
  }
}
