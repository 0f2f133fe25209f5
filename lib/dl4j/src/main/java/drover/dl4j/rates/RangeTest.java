package drover.dl4j.rates;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.OptionalDouble;

/**
 * A learning-rate range test (Smith 2017, section 3.3): while a fresh network is trained, the
 * learning rate grows from step to step, and the loss tells which rates are good ones. The losses
 * of batches are noisy, so that their exponential mean is looked at, with Adam's correction of its
 * bias towards 0 at the begin.
 */
public final class RangeTest {

  /** What the mean keeps of itself from a step to the next. */
  private static final double MEMORY = 0.9;

  /** The sweep ends where the mean is so many times the lowest one; see {@link #limit}. */
  private static final double BLOW_UP = 4;

  /** Before it has seen so many losses, the mean moves by the luck of single batches. */
  private static final int WIDTH = 10;

  /**
   * One step of the sweep.
   *
   * @param rate its learning rate
   * @param loss of its batch, before the step
   * @param smoothed the mean of the losses up to this one
   */
  public record Point(double rate, double loss, double smoothed) {}

  private final List<Point> points = new ArrayList<>();
  private double mean;
  private double lowest = Double.POSITIVE_INFINITY;

  /**
   * Adds a step.
   *
   * @param loss of the step's batch, which may be infinite or no number
   * @return true if the sweep goes on, false if the loss has blown up
   */
  public boolean add(double rate, double loss) {
    mean = MEMORY * mean + (1 - MEMORY) * loss;
    double smoothed = mean / (1 - StrictMath.pow(MEMORY, points.size() + 1));
    if (Double.isFinite(smoothed)) {
      points.add(new Point(rate, loss, smoothed));
      lowest = Math.min(lowest, smoothed);
    }
    return Double.isFinite(smoothed) && smoothed <= limit();
  }

  /**
   * The largest mean with which the sweep goes on. Of losses that may be negative (cosine
   * proximity), what the lowest one is above 0 says nothing: there counts what it is below 0 and
   * below the first.
   */
  private double limit() {
    return lowest > 0
        ? BLOW_UP * lowest
        : lowest + (BLOW_UP - 1) * (Math.max(0, points.get(0).smoothed()) - lowest);
  }

  /** The steps with finite losses, in their order. */
  public List<Point> points() {
    return Collections.unmodifiableList(points);
  }

  /**
   * The rate to take: the geometric mean of the two classic choices, {@link #steepest} and {@link
   * #belowLowest}, or the latter alone; empty if no loss was finite.
   */
  public OptionalDouble suggested() {
    if (steepest().isEmpty()) {
      return belowLowest();
    }
    double product = steepest().getAsDouble() * belowLowest().orElseThrow();
    return OptionalDouble.of(StrictMath.sqrt(product));
  }

  /** A tenth of the rate at which the mean was lowest; empty if no loss was finite. */
  public OptionalDouble belowLowest() {
    return points.isEmpty()
        ? OptionalDouble.empty()
        : OptionalDouble.of(points.get(lowestPoint()).rate() / 10);
  }

  /**
   * The rate at which the mean falls fastest with the logarithm of the rate, on its way to where it
   * is lowest; empty if it never falls. The first few steps do not count.
   */
  public OptionalDouble steepest() {
    double steepest = 0;
    OptionalDouble found = OptionalDouble.empty();
    for (int i = WIDTH; i < lowestPoint(); i++) {
      Point before = points.get(i - 1);
      Point after = points.get(i + 1);
      double slope =
          (after.smoothed() - before.smoothed()) / StrictMath.log(after.rate() / before.rate());
      if (slope < steepest) {
        steepest = slope;
        found = OptionalDouble.of(points.get(i).rate());
      }
    }
    return found;
  }

  /** The place of the lowest mean; 0 if there are no points. */
  private int lowestPoint() {
    int found = 0;
    for (int i = 1; i < points.size(); i++) {
      if (points.get(i).smoothed() < points.get(found).smoothed()) {
        found = i;
      }
    }
    return found;
  }
}
