package drover.jobs.study;

import drover.core.config.Section;
import drover.core.config.StudyFile;
import drover.dl4j.parallel.AveragingSettings;
import drover.dl4j.schedules.StepSettings;
import java.util.Map;
import java.util.Optional;

/**
 * The study file's {@code train}: how the job of that name trains.
 *
 * @param averaging how the executors train together; empty: one worker trains
 * @param validation share of the examples that is measured after each epoch and not trained on
 */
public record TrainSection(Optional<AveragingSettings> averaging, double validation) {

  private static final String DATA = "objective.data.validation";

  /**
   * Reads the section, and makes of a study that searches one of a single trial: on all examples
   * but the test part and what {@code train.validation} keeps back.
   */
  static TrainSection apply(StudyFile file) {
    Section section = file.section("train");
    AveragingSettings averaging = AveragingSettings.read(section);
    TrainSection train =
        new TrainSection(
            section.flag("data-parallel") ? Optional.of(averaging) : Optional.empty(),
            section.real("validation", 0, 0.999));
    file.refuseRanges("train needs a study file without ranges, such as a study's best.conf");
    Section objective = file.section("objective");
    if (!objective.text("type").equals("dl4j")) {
      objective.mistake("type", "must be dl4j, whose networks the job train trains");
      return train;
    }
    train.refuseGradientNorms(file);
    file.replace(DATA, Optional.of(train.validation));
    if (train.validation == 0) { // what searches wanted cannot be measured
      file.replace("objective.maximise", Optional.empty());
      file.replace("objective.minimise", Optional.empty());
    }
    file.replace("search", Optional.of(Map.of("algorithm", "random")));
    file.replace("study.trials", Optional.of(1));
    file.replace("study.parallelism", Optional.of(1));
    file.replace("study.target", Optional.empty());
    return train;
  }

  private void refuseGradientNorms(StudyFile file) {
    Section training = file.objective("objective.dl4j").section("training");
    if (averaging.isPresent() && StepSettings.read(training).goByGradients()) {
      training.mistake(
          "schedule",
          "gradient-norm needs the gradients of all steps, which no worker of a data-parallel"
              + " training sees");
    }
  }

  /** How it trains, for a person. */
  String text() {
    return averaging
        .map(
            settings ->
                "Training data-parallel on %s, averaged after every %d steps"
                    .formatted(
                        settings
                            .workers()
                            .map(count -> count + " workers")
                            .orElse("all task slots"),
                        settings.frequency()))
        .orElse("Training on one worker");
  }
}
