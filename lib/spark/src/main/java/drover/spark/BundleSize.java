package drover.spark;

import java.time.Duration;

/**
 * How many trials to hand over in one task. More than one only where the trials of late were so
 * short that handing each over alone would cost more than running it, as joblib's batches of short
 * tasks.
 */
final class BundleSize {

  /** Of trials shorter than this, the handover costs about as much as the trial. */
  private static final double SHORT_MILLIS = 20;

  /** The weight of the latest trial in the mean: a long one keeps bundles away for a hundred. */
  private static final double LATEST = 0.05;

  private static final int MOST = 8;

  private double meanMillis = 100;

  /** A trial came back after this time. */
  synchronized void ended(Duration elapsed) {
    meanMillis += LATEST * (elapsed.toNanos() / 1e6 - meanMillis);
  }

  /**
   * The number of trials for one task, from 1 to 8.
   *
   * @param trials how many there are for all tasks
   * @param tasks how many tasks keep the slots busy, at least 1
   */
  synchronized int of(int trials, int tasks) {
    return meanMillis < SHORT_MILLIS ? Math.max(1, Math.min(MOST, trials / tasks)) : 1;
  }
}
