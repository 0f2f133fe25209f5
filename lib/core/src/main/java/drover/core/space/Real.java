package drover.core.space;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * A real number. Values are {@link Double}.
 *
 * @param low the least value, included
 * @param high the largest value, included (with a step: the last one reached from low)
 * @param log true if equal ratios are to count alike; needs low &gt; 0 and no step
 * @param step distance of neighbouring values, from low; &gt; 0, or empty for a continuum
 */
public record Real(
    String name,
    Optional<Condition> condition,
    double low,
    double high,
    boolean log,
    OptionalDouble step)
    implements Parameter {

  public Real {
    boolean finite = Double.isFinite(low) && Double.isFinite(high) && Double.isFinite(high - low);
    boolean stepFits = step.isEmpty() || (step.getAsDouble() > 0 && !log);
    if (!finite || low > high || (log && low <= 0) || !stepFits) {
      throw new IllegalArgumentException(
          name + ": real [" + low + ", " + high + "] log=" + log + " step=" + step);
    }
  }

  @Override
  public OptionalLong cardinality() {
    if (low == high) {
      return OptionalLong.of(1);
    }
    return step.isPresent() ? OptionalLong.of(steps()) : OptionalLong.empty();
  }

  @Override
  public boolean ordered() {
    return true;
  }

  @Override
  public boolean contains(Object value) {
    return value instanceof Double number
        && number >= low
        && number <= high
        && (step.isEmpty() || number.equals(at(position(number))));
  }

  @Override
  public Double at(double position) {
    if (step.isPresent()) {
      return nth(Parameter.bin(position, steps()));
    }
    if (position <= 0) {
      return low;
    }
    if (position >= 1) {
      return high;
    }
    double value =
        log
            ? StrictMath.exp(between(StrictMath.log(low), StrictMath.log(high), position))
            : between(low, high, position);
    return Math.max(low, Math.min(high, value));
  }

  @Override
  public double position(Object value) {
    double number = (Double) value;
    if (step.isPresent()) {
      long n = steps();
      long i = Math.round((number - low) / step.getAsDouble());
      return Parameter.middle(Math.max(0, Math.min(n - 1, i)), n);
    }
    if (low == high) {
      return 0.5;
    }
    double position =
        log
            ? (StrictMath.log(number) - StrictMath.log(low))
                / (StrictMath.log(high) - StrictMath.log(low))
            : (number - low) / (high - low);
    return Math.max(0, Math.min(1, position));
  }

  private static double between(double from, double to, double share) {
    return from + share * (to - from);
  }

  /** How many values the step reaches; decimal arithmetic, so that 0 to 0.3 by 0.1 makes four. */
  private long steps() {
    return decimal(high)
            .subtract(decimal(low))
            .divideToIntegralValue(decimal(step.getAsDouble()))
            .longValueExact()
        + 1;
  }

  /** Value i in decimal arithmetic, so that it is 0.3 and not 0.30000000000000004. */
  private double nth(long i) {
    return decimal(step.getAsDouble())
        .multiply(BigDecimal.valueOf(i))
        .add(decimal(low), MathContext.UNLIMITED)
        .doubleValue();
  }

  private static BigDecimal decimal(double value) {
    return BigDecimal.valueOf(value);
  }
}
