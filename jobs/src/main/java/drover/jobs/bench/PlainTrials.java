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
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Runs a part of a study's trials in this JVM, one after another, with nothing of Drover around
 * them. The study's searcher must not learn, so that its proposals are the same as in the study.
 */
final class PlainTrials {

  private PlainTrials() {}

  /** Arguments: study file, file for models, which part from 0, how many parts. */
  public static void main(String[] args) throws Exception {
    StudyDefinition study = StudyDefinition.load(args[0], List.of());
    String model = args[1];
    int part = Integer.parseInt(args[2]);
    int parts = Integer.parseInt(args[3]);
    Searcher searcher = study.newSearcher(parts);
    InThread runner = new InThread(Optional.empty());
    for (int id = 0; id < study.settings().trials(); id++) {
      Trial trial = searcher.propose(id).orElseThrow();
      searcher.asked(trial);
      if (id % parts == part) {
        requireScore(runner.evaluate(call(study, trial, model)));
      }
    }
  }

  private static ObjectiveCall call(StudyDefinition study, Trial trial, String model) {
    ObjectiveSpec spec = study.objective();
    return new ObjectiveCall(
        spec.implementation(),
        spec.defaults(),
        trial,
        study.file().template().resolve(trial.params()),
        spec.goals(),
        spec.seed(),
        Map.of(),
        model,
        Checkpointing.NONE);
  }

  private static void requireScore(TrialRun run) {
    if (!(run.outcome() instanceof Outcome.Scored)) {
      throw new IllegalStateException("a trial of the measure has no score: " + run.outcome());
    }
  }
}
