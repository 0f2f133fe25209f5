package drover.jobs.study;

import drover.core.config.Section;
import drover.core.config.StudyFile;
import drover.core.study.TrialRecord;
import drover.dl4j.EndSettings;
import drover.dl4j.parallel.AveragingSettings;
import drover.dl4j.schedules.StepSettings;
import java.util.Map;
import java.util.Optional;

/**
 * The study file's {@code train}: how the job of that name trains.
 *
 * @param averaging how the executors train together; empty: one worker trains
 * @param validation share of the examples that is measured after each epoch and not trained on
 * @param epochs how many are trained at most; empty: as many as the training has
 * @param comparesNothing true if the training is to stop early, or to leave the weights of its best
 *     epoch, and has no validation part that could tell
 */
public record TrainSection(
    Optional<AveragingSettings> averaging,
    double validation,
    Optional<Integer> epochs,
    boolean comparesNothing) {

  private static final String TRAINING = "objective.training.";

  /**
   * Reads the section, and makes of a study that searches one of a single trial: one training, on
   * all examples but the test part and what {@code train.validation} keeps back.
   */
  static TrainSection apply(StudyFile file) {
    Section section = file.section("train");
    AveragingSettings together = AveragingSettings.read(section);
    Optional<AveragingSettings> averaging =
        section.flag("data-parallel") ? Optional.of(together) : Optional.empty();
    double validation = section.real("validation", 0, 0.999);
    Optional<Integer> epochs =
        section.integerOr("auto", "epochs", 1, 1_000_000).map(Long::intValue);
    file.refuseRanges("train needs a study file without ranges, such as a study's best.conf");
    Section objective = file.section("objective");
    if (!objective.text("type").equals("dl4j")) {
      objective.mistake("type", "must be dl4j, whose networks the job train trains");
      return new TrainSection(averaging, validation, epochs, false);
    }
    Section training = file.objective("objective.dl4j").section("training");
    if (averaging.isPresent()) {
      refuseGradientNorms(training);
    }
    EndSettings end = EndSettings.read(training);
    searchNothing(file);
    file.replace("objective.data.validation", Optional.of(validation));
    if (validation == 0) {
      measureNothing(file, end);
    }
    return new TrainSection(averaging, validation, epochs, validation == 0 && end.comparesEpochs());
  }

  private static void searchNothing(StudyFile file) {
    file.replace("search", Optional.of(Map.of("algorithm", "random")));
    file.replace("study.trials", Optional.of(1));
    file.replace("study.parallelism", Optional.of(1));
    file.replace("study.target", Optional.empty());
    file.replace(TRAINING + "seeds", Optional.empty()); // they are for comparing trials
    file.replace(TRAINING + "folds", Optional.empty());
  }

  /** What searches wanted cannot be measured, and the training loss only falls. */
  private static void measureNothing(StudyFile file, EndSettings end) {
    file.replace("objective.maximise", Optional.empty());
    file.replace("objective.minimise", Optional.empty());
    file.replace(TRAINING + "early-stopping", Optional.empty());
    if (end.keepsBest()) {
      file.replace(TRAINING + "weights", Optional.of("last"));
    }
  }

  private static void refuseGradientNorms(Section training) {
    if (StepSettings.read(training).goByGradients()) {
      training.mistake(
          "schedule",
          "gradient-norm needs the gradients of all steps, which no worker of a data-parallel"
              + " training sees");
    }
  }

  /**
   * What a file to train a trial's network by says in this section: the epoch that was the best one
   * while there was a validation part, if the trial compared them.
   */
  static Map<String, Object> after(TrialRecord trial) {
    Optional<Double> best = trial.score().map(score -> score.metrics().get(EndSettings.BEST_EPOCH));
    return best.isPresent() ? Map.of("train.epochs", best.get().intValue()) : Map.of();
  }

  /** How it trains, for a person. */
  String text() {
    String how = averaging.map(TrainSection::together).orElse("Training on one worker");
    if (epochs.isPresent()) {
      return how + ", at most %d epochs".formatted(epochs.get());
    }
    return comparesNothing
        ? how
            + ", all epochs: without a validation part (train.validation) none can be told to be the"
            + " best one"
        : how;
  }

  private static String together(AveragingSettings settings) {
    return "Training data-parallel on %s, averaged after every %d steps"
        .formatted(
            settings.workers().map(count -> count + " workers").orElse("all task slots"),
            settings.frequency());
  }
}
