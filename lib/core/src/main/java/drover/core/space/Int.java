package drover.core.space;

import java.util.Optional;
import java.util.OptionalLong;

/**
 * A whole number. Values are {@link Long}.
 *
 * @param low the least value, included
 * @param high the largest value, included (with a step: the last one reached from low)
 * @param log true if equal ratios are to count alike; needs low ≥ 1 and step 1
 * @param step distance of neighbouring values, from low; at least 1
 */
public record Int(
    String name, Optional<Condition> condition, long low, long high, boolean log, long step)
    implements Parameter {

  public Int {
    boolean bounded = Math.abs(low) < 1L << 52 && Math.abs(high) < 1L << 52;
    if (!bounded || low > high || step < 1 || (log && (low < 1 || step != 1))) {
      throw new IllegalArgumentException(
          name + ": int [" + low + ", " + high + "] log=" + log + " step=" + step);
    }
  }

  @Override
  public OptionalLong cardinality() {
    return OptionalLong.of(steps());
  }

  @Override
  public boolean ordered() {
    return true;
  }

  @Override
  public boolean contains(Object value) {
    return value instanceof Long number
        && number >= low
        && number <= high
        && (number - low) % step == 0;
  }

  @Override
  public Long at(double position) {
    if (!log) {
      return low + step * Parameter.bin(position, steps());
    }
    double share = Math.max(0, Math.min(1, position));
    double value = StrictMath.exp(logLow() + share * (logHigh() - logLow()));
    return Math.max(low, Math.min(high, Math.round(value)));
  }

  @Override
  public Object value(long i, long n) {
    return n == steps() ? (Object) (low + step * i) : at(Parameter.middle(i, n));
  }

  @Override
  public double position(Object value) {
    long number = (Long) value;
    return log ? logPosition((double) number) : Parameter.middle((number - low) / step, steps());
  }

  @Override
  public Cell cell(Object value) {
    long number = (Long) value;
    return log
        ? new Cell(logPosition(number - 0.5), logPosition(number + 0.5))
        : Parameter.super.cell(value);
  }

  private double logPosition(double number) {
    return (StrictMath.log(number) - logLow()) / (logHigh() - logLow());
  }

  private long steps() {
    return (high - low) / step + 1;
  }

  /** Log scales run half a unit beyond the bounds, so that both bounds get a whole bin. */
  private double logLow() {
    return StrictMath.log(low - 0.5);
  }

  private double logHigh() {
    return StrictMath.log(high + 0.5);
  }
}
