package drover.core.space;

import java.util.Optional;
import java.util.OptionalLong;

/**
 * One dimension of a search space. Every kind maps its values to and from the unit interval, log
 * scales and steps included, so that a searcher can work in [0, 1] alone.
 */
public sealed interface Parameter permits Real, Int, Listed {

  /** Unique within the space: the path in the study file, or the name given there. */
  String name();

  /** The choice and option under which the parameter exists, or empty if it always does. */
  Optional<Condition> condition();

  /** How many values there are, at least 1; empty if there is a continuum. */
  OptionalLong cardinality();

  /** True if neighbouring values are alike: all kinds but {@link Choice}. */
  boolean ordered();

  /** True if the value has the right type and lies in the range. */
  boolean contains(Object value);

  /**
   * The value at a position. Equal parts of the unit interval stand for equal parts of the scale;
   * each of n equally spaced values has a bin of width 1/n.
   *
   * @param position in [0, 1]; clamped
   */
  Object at(double position);

  /**
   * The position of a value, the middle of its bin where values are discrete: {@code
   * at(position(v))} is v.
   *
   * @return in [0, 1]
   */
  double position(Object value);

  /**
   * One of n values that stand for all of them: of a discrete parameter each, if n is its {@link
   * #cardinality}.
   *
   * @param i from 0, less than n
   */
  default Object value(long i, long n) {
    return at(middle(i, n));
  }

  /** The positions at which the parameter has the value. */
  default Cell cell(Object value) {
    double position = position(value);
    double half = cardinality().isPresent() ? 0.5 / cardinality().getAsLong() : 0;
    return new Cell(position - half, position + half);
  }

  /** Which of n bins of equal width a position falls into. */
  static long bin(double position, long n) {
    double clamped = Math.max(0, Math.min(1, position));
    return Math.min(n - 1, (long) Math.floor(clamped * n));
  }

  /** The middle of bin i of n. */
  static double middle(long i, long n) {
    return (i + 0.5) / n;
  }
}
