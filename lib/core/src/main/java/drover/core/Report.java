package drover.core;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * How a running trial stood after a step: one point of its learning curve.
 *
 * @param step the step (epoch), from 1
 * @param metrics named metrics; non-finite ones are left out
 */
public record Report(int step, Map<String, Double> metrics) {
  public Report {
    Map<String, Double> finite = new TreeMap<>(metrics);
    finite.values().removeIf(value -> !Double.isFinite(value));
    metrics = Collections.unmodifiableMap(finite);
  }
}
