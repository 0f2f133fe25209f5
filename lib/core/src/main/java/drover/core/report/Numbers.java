package drover.core.report;

import java.math.BigDecimal;
import java.math.MathContext;

/** Numbers as a person reads them. */
final class Numbers {

  private static final MathContext FOUR_DIGITS = new MathContext(4);

  private Numbers() {}

  /** A value of params or a metric: reals to four significant digits, everything else as it is. */
  static String text(Object value) {
    if (!(value instanceof Double number) || !Double.isFinite(number)) {
      return value.toString();
    }
    BigDecimal rounded = BigDecimal.valueOf(number).round(FOUR_DIGITS).stripTrailingZeros();
    boolean plain = number == 0 || (Math.abs(number) >= 1e-3 && Math.abs(number) < 1e7);
    return plain ? rounded.toPlainString() : rounded.toString();
  }
}
