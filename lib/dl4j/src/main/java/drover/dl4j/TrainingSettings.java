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
    boolean fastConvolutions) {

  static TrainingSettings read(Section training) {
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
        training.flag("fast-convolutions"));
  }

  /** The same with another updater. */
  TrainingSettings with(Updater other) {
    return new TrainingSettings(
        epochs, batchSize, other, range, steps, weights, loss, augmentation, fastConvolutions);
  }
}
