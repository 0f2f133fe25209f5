package drover.core;

import java.io.Serializable;

/**
 * A metric that the user wants small or large. Inside Drover there are only losses, lower is
 * better; this is the one place where a metric becomes a loss and back.
 *
 * @param metric name of the metric that the objective measures
 * @param maximise true if larger is better
 */
public record Goal(String metric, boolean maximise) implements Serializable {

  /** The loss of a metric's value: the value itself, or 1 − value where larger is better. */
  public double loss(double value) {
    return maximise ? 1 - value : value;
  }

  /** The metric's value of a loss; the inverse of {@link #loss}. */
  public double value(double loss) {
    return maximise ? 1 - loss : loss;
  }
}
