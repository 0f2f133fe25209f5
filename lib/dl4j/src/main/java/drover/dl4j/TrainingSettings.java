package drover.dl4j;

import drover.core.config.Section;
import drover.dl4j.data.Augmentation;
import drover.dl4j.layers.WeightSettings;
import drover.dl4j.rates.RangeSettings;
import drover.dl4j.schedules.StepSettings;
import drover.dl4j.updaters.Updater;
import drover.dl4j.updaters.Updaters;

/**
 * How a network is trained.
 *
 * @param epochs passes over the training part, at least 1; a trial's budget may allow fewer
 * @param batchSize examples a step, at least 1
 * @param range how a learning rate is looked for, if the updater lacks one
 * @param end when it ends early, and which weights it leaves
 * @param runs how often the trial is trained
 * @param statistics whether gradients, updates and activations are measured
 * @param startFrom the earlier model whose weights it begins with
 * @param fastConvolutions whether Drover's convolutions take the places of DL4J's
 */
record TrainingSettings(
    int epochs,
    int batchSize,
    Updater updater,
    RangeSettings range,
    StepSettings steps,
    WeightSettings weights,
    Loss loss,
    Augmentation augmentation,
    EndSettings end,
    RunSettings runs,
    boolean statistics,
    StartFrom startFrom,
    boolean fastConvolutions) {

  /**
   * Reads {@code training}.
   *
   * @param layers how many the network of the study file has
   */
  static TrainingSettings read(Section training, int layers) {
    Updater updater = Updaters.read(training);
    return new TrainingSettings(
        (int) training.integer("epochs", 1, 1_000_000),
        (int) training.integer("batch-size", 1, 1_000_000),
        updater,
        RangeSettings.read(training),
        StepSettings.read(training),
        WeightSettings.read(training, updater.weightDecay()),
        Loss.read(training),
        Augmentation.read(training.section("augment")),
        EndSettings.read(training),
        RunSettings.read(training),
        training.flag("statistics"),
        StartFrom.read(training, layers),
        training.flag("fast-convolutions"));
  }

  /** The same with another updater. */
  TrainingSettings with(Updater other) {
    return new TrainingSettings(
        epochs,
        batchSize,
        other,
        range,
        steps,
        weights,
        loss,
        augmentation,
        end,
        runs,
        statistics,
        startFrom,
        fastConvolutions);
  }
}
