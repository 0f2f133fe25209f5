package drover.spark;

import com.fasterxml.jackson.databind.node.ObjectNode;
import drover.core.Attempt;
import drover.core.Trial;
import drover.core.TrialRun;
import drover.core.json.Json;
import drover.core.json.TrialJson;
import drover.core.json.TrialRunJson;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.TaskContext;
import org.apache.spark.broadcast.Broadcast;

/** Evaluates a trial and keeps its model if it is good enough; gives a {@link TrialRun}. */
final class EvaluateTask extends TrialTask {
  private static final long serialVersionUID = 1L;

  private final long launch;
  private final int attempt;
  private final ArrayList<String> ancestors;
  private final double keepModel;
  private final double keepCheckpoint;

  /**
   * A task.
   *
   * @param launch the number of the launch that is told the trial's reports
   */
  EvaluateTask(Broadcast<ExecutorSetup> setup, Attempt attempt, long launch) {
    super(setup, attempt.trial());
    this.launch = launch;
    this.attempt = attempt.number();
    this.ancestors =
        new ArrayList<>(
            attempt.ancestors().stream().map(trial -> Json.text(TrialJson.write(trial))).toList());
    this.keepModel = attempt.keepModel();
    this.keepCheckpoint = attempt.keepCheckpoint();
  }

  @Override
  ObjectNode run(TaskCalls calls, Trial trial) throws Exception {
    ExecutorSetup study = calls.study();
    study.requireUsable();
    LiveReports reports = LiveReports.ofTask(study.reporting(), launch, Executors.name());
    List<Trial> lineage = ancestors.stream().map(text -> TrialJson.read(Json.parse(text))).toList();
    int number = attempt + TaskContext.get().attemptNumber();
    boolean timed = study.timeLimit().isPresent();
    LineageEvaluation evaluation =
        new LineageEvaluation(
            calls,
            Isolations.of(study),
            LocalFiles.ofExecutor().hadoop(),
            timed ? reports::evaluating : now -> {});
    TrialRun run = evaluation.evaluate(trial, lineage, number, keepCheckpoint, reports);
    return TrialRunJson.write(
        new TrialRun(
            run.outcome(),
            run.curve(),
            Executors.name(),
            run.started(),
            run.elapsed(),
            calls.keep(trial, run.outcome(), keepModel),
            run.continuation()));
  }

  /** The trial could not even be evaluated: a data file, or the disk. */
  @Override
  ObjectNode failure(Throwable thrown) {
    return TrialRunJson.write(
        new TrialRun(
            notBegun(thrown), List.of(), Executors.name(), Instant.now(), Duration.ZERO, false));
  }
}
