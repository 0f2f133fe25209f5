package drover.jobs.bench;

import java.util.Locale;

/**
 * One measured figure.
 *
 * @param name what was measured, in words joined by dashes
 * @param value what was seen
 * @param unit the value's unit, or {@code ratio}
 * @param goal what it should be and what peers reach, as a person reads it
 */
public record Figure(String name, double value, String unit, String goal) {

  /** The line {@code name value unit (goal …)}. */
  public String line() {
    return String.format(Locale.ROOT, "%s %.4g %s (goal %s)", name, value, unit, goal);
  }
}
