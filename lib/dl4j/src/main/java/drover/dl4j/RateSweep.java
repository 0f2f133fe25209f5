package drover.dl4j;

import drover.core.Randomness;
import drover.core.TrialContext;
import drover.dl4j.Batches.Batch;
import drover.dl4j.data.Examples;
import drover.dl4j.layers.InfeasibleException;
import drover.dl4j.rates.RangeTest;
import drover.dl4j.schedules.ScheduleSettings;
import drover.dl4j.schedules.StepSettings;
import drover.dl4j.schedules.Steps;
import java.io.IOException;
import java.util.List;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.nd4j.linalg.factory.Nd4j;

/**
 * The learning-rate range test of a trial: on a network of its own, with the weights and the
 * batches that the trial begins with.
 */
final class RateSweep implements AutoCloseable {

  /** Why there may be no suggestion. */
  static final String NO_LOSS = "the range test of learning rates has no step of a finite loss";

  private final TrainingSettings training;
  private final int lineage;
  private final long seed;
  private final Network network;
  private final Batches batches;
  private final Steps steps;
  private final RangeTest test = new RangeTest();

  /**
   * A test on the training part. The updater's own rate plays no part in it, nor do schedules;
   * gradients are clipped as in the training, and an earlier model is begun with as there.
   *
   * @param lineage the trial with which the network begins
   */
  RateSweep(Dl4jSettings settings, Examples examples, int lineage, long seed, TrialContext context)
      throws InfeasibleException, IOException {
    training = settings.training();
    this.lineage = lineage;
    this.seed = seed;
    network =
        Dl4jObjective.fresh(
            settings.withRate(1), examples, Randomness.seed(seed, lineage, "weights"));
    Transfer.begin(training.startFrom(), network, context);
    batches = new Batches(examples, training.batchSize(), training.augmentation());
    steps = new Steps(network.dl4j(), sweep(), training.range().steps(), 0);
  }

  /** The rate as what a schedule makes of the updater's, which is 1; time is counted in steps. */
  private StepSettings sweep() {
    ScheduleSettings rate = (end, seed) -> step -> training.range().rate((int) step);
    return new StepSettings(List.of(rate), List.of(), training.steps().clipping());
  }

  /**
   * The learning rate that the test suggests for a trial.
   *
   * @throws InfeasibleException if there is none
   */
  static double rate(
      Dl4jSettings settings, Examples examples, int lineage, long seed, TrialContext context)
      throws InfeasibleException, InterruptedException, IOException {
    try (RateSweep sweep = new RateSweep(settings, examples, lineage, seed, context)) {
      return sweep.run(point -> {}).suggested().orElseThrow(() -> new InfeasibleException(NO_LOSS));
    }
  }

  /**
   * Runs the test to its end.
   *
   * @param listener takes each step with a finite loss as soon as it is done
   */
  RangeTest run(Consumer<RangeTest.Point> listener) throws InterruptedException {
    Nd4j.getRandom().setSeed(Randomness.seed(seed, lineage, "epoch 1"));
    int epoch = 1;
    while (goesOn(epoch, listener)) {
      epoch++;
    }
    return test;
  }

  /** Makes an epoch's steps; false if one was the last. */
  private boolean goesOn(int epoch, Consumer<RangeTest.Point> listener)
      throws InterruptedException {
    RandomGenerator order = Randomness.of(seed, lineage, "order " + epoch);
    for (Batch batch : batches.shuffled(order)) {
      int step = test.points().size();
      steps.before(step);
      network.fit(batch.features(), batch.labels(), batch.mask());
      boolean goesOn = test.add(training.range().rate(step), network.score());
      test.points().stream().skip(step).forEach(listener);
      if (Thread.interrupted()) {
        throw new InterruptedException("interrupted in the range test");
      }
      if (!goesOn || step + 1 == training.range().steps()) {
        return false;
      }
    }
    return true;
  }

  @Override
  public void close() {
    batches.close();
    network.release();
  }
}
