package drover.spark;

import drover.core.ObjectiveSpec;
import drover.core.Params;
import drover.core.TimeLimit;
import drover.core.UnusableStudyException;
import drover.core.config.Template;
import drover.spark.worker.WorkerSettings;
import java.io.Serializable;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What the tasks of a study share on an executor: broadcast once per executor, not per trial. */
final class ExecutorSetup implements Serializable {
  private static final long serialVersionUID = 1L;

  private final ObjectiveSpec spec;
  private final List<DataFile> files;
  private final boolean process;
  private final WorkerSettings workers;
  private final @Nullable TimeLimit timeLimit;
  private final Reporting reporting;
  private final Models models;
  private final CheckpointStore checkpoints;
  private transient volatile @Nullable Template template;
  private transient volatile boolean usable;

  ExecutorSetup(
      ObjectiveSpec spec,
      List<DataFile> files,
      boolean process,
      WorkerSettings workers,
      Optional<TimeLimit> timeLimit,
      Reporting reporting,
      Models models,
      CheckpointStore checkpoints) {
    this.spec = spec;
    this.files = List.copyOf(files);
    this.process = process;
    this.workers = workers;
    this.timeLimit = timeLimit.orElse(null);
    this.reporting = reporting;
    this.models = models;
    this.checkpoints = checkpoints;
  }

  ObjectiveSpec spec() {
    return spec;
  }

  List<DataFile> files() {
    return files;
  }

  /** True if trials run in worker processes, false if in the task's own thread. */
  boolean process() {
    return process;
  }

  WorkerSettings workers() {
    return workers;
  }

  /** How long a trial may run. */
  Optional<TimeLimit> timeLimit() {
    return Optional.ofNullable(timeLimit);
  }

  /** How trials report while they run. */
  Reporting reporting() {
    return reporting;
  }

  Models models() {
    return models;
  }

  CheckpointStore checkpoints() {
    return checkpoints;
  }

  /**
   * Looks, once on each executor, whether trials can run on its machine.
   *
   * @throws UnusableStudyException if not
   */
  void requireUsable() {
    if (!usable) {
      Preflight.here(spec.implementation())
          .require(process ? Optional.of(workers) : Optional.empty());
      usable = true;
    }
  }

  /** The objective's settings with a trial's values in place of the ranges, as JSON. */
  String settings(Params params) {
    Template parsed = template;
    if (parsed == null) {
      parsed = Template.of(spec.template());
      template = parsed;
    }
    return parsed.resolve(params);
  }
}
