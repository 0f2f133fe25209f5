package drover.jobs.bench;

import drover.core.ObjectiveSpec;
import drover.core.Outcome;
import drover.core.Searcher;
import drover.core.Trial;
import drover.core.TrialRun;
import drover.jobs.study.StudyDefinition;
import drover.spark.worker.Checkpointing;
import drover.spark.worker.InThread;
import drover.spark.worker.ObjectiveCall;
import drover.spark.worker.ReportListener;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Runs a part of a study's trials in this JVM, one after another, with nothing of Drover around
 * them. The study's searcher must not learn, so that its proposals are the same as in the study.
 */
final class PlainTrials {

  private PlainTrials() {}

  /** Arguments: study file, file for models, which part from 0, how many parts. */
  public static void main(String[] args) throws Exception {
    StudyDefinition study = StudyDefinition.load(args[0], List.of());
    Path model = Path.of(args[1]);
    int part = Integer.parseInt(args[2]);
    int parts = Integer.parseInt(args[3]);
    Searcher searcher = study.newSearcher(parts);
    InThread runner = new InThread(Optional.empty());
    for (int id = 0; id < study.settings().trials(); id++) {
      Trial trial = searcher.propose(id).orElseThrow();
      searcher.asked(trial);
      if (id % parts == part) {
        evaluate(runner, study, trial, model, ReportListener.NONE);
      }
    }
  }

  /**
   * Runs a trial of a study whose data files are local.
   *
   * @param model where it leaves its model
   */
  static void evaluate(
      InThread runner, StudyDefinition study, Trial trial, Path model, ReportListener listener)
      throws InterruptedException {
    requireScore(runner.evaluate(call(study, trial, model), listener));
  }

  private static ObjectiveCall call(StudyDefinition study, Trial trial, Path model) {
    ObjectiveSpec spec = study.objective();
    return new ObjectiveCall(
        spec.implementation(),
        spec.defaults(),
        trial,
        study.file().template().resolve(trial.params()),
        spec.goals(),
        spec.seed(),
        spec.files().stream().collect(Collectors.toMap(file -> file, file -> file)),
        model.toString(),
        Checkpointing.NONE);
  }

  private static void requireScore(TrialRun run) {
    if (!(run.outcome() instanceof Outcome.Scored)) {
      throw new IllegalStateException("a trial of the measure has no score: " + run.outcome());
    }
  }
}
