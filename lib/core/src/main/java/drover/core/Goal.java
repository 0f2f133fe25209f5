package drover.core;

import java.io.Serializable;
import java.util.List;
import java.util.OptionalDouble;

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

  /** The loss after a step, or empty if the metric was not reported, or not finite. */
  public OptionalDouble loss(Report report) {
    Double value = report.metrics().get(metric);
    return value == null ? OptionalDouble.empty() : OptionalDouble.of(loss(value));
  }

  /** The last loss of a curve, or empty if it has none. */
  public OptionalDouble lastLoss(List<Report> curve) {
    for (int i = curve.size() - 1; i >= 0; i--) {
      OptionalDouble loss = loss(curve.get(i));
      if (loss.isPresent()) {
        return loss;
      }
    }
    return OptionalDouble.empty();
  }

  /** The metric's value of a loss; the inverse of {@link #loss(double)}. */
  public double value(double loss) {
    return maximise ? 1 - loss : loss;
  }
}
