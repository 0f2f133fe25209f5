package drover.search;

import drover.core.space.Parameter;
import java.util.Arrays;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * The values of one parameter as a tree of bins with an action value each: the first level has the
 * options of a choice or a few equal parts of a number's own scale (log-spaced bins with {@code
 * scale = log}); a bin that trials keep coming back to is halved. The tree belongs to the parameter
 * and is shared by all states in which the parameter is decided.
 */
final class Bins {

  /** No bin of a continuum is split below this width. */
  private static final double FINEST = 1e-4;

  private final double low;
  private final double width;
  private final double[] value;
  private final int[] visits;
  private final @Nullable Bins[] finer;

  /** The narrowest bin that is split further. */
  private final double finest;

  /**
   * @param number how many bins a number's scale has at first; fewer if it has fewer values
   */
  Bins(Parameter parameter, int number) {
    this(
        0,
        1,
        (int) bins(parameter, number),
        parameter.ordered()
            ? parameter.cardinality().isPresent()
                ? 1.0 / parameter.cardinality().getAsLong()
                : FINEST
            : 1);
  }

  private Bins(double low, double high, int number, double finest) {
    this.low = low;
    this.width = (high - low) / number;
    this.value = new double[number];
    this.visits = new int[number];
    this.finer = new Bins[number];
    this.finest = finest;
  }

  private static long bins(Parameter parameter, int number) {
    long values = parameter.cardinality().orElse(number);
    return parameter.ordered() ? Math.min(number, values) : values;
  }

  /** A state in which the parameter is decided: an action for each bin of the first level. */
  DecisionState state() {
    return new DecisionState(value.length);
  }

  /** How many bins the first level has. */
  int size() {
    return value.length;
  }

  /** The bin of the first level that holds a position. */
  int bin(double position) {
    if (value.length == 2) {
      return position - low < width ? 0 : 1; // most bins are halves: no division
    }
    int bin = (int) Math.floor((position - low) / width);
    return Math.max(0, Math.min(value.length - 1, bin));
  }

  /** The value of deciding for a bin of the first level. */
  double value(int bin) {
    return value[bin];
  }

  /** Counts a trial at a position; splits its finest bin if that was visited often enough. */
  void visit(double position, int visitsToSplit) {
    int bin = bin(position);
    visits[bin]++;
    Bins inside = finer[bin];
    if (inside != null) {
      inside.visit(position, visitsToSplit);
    } else if (visits[bin] >= visitsToSplit && width > finest) {
      Bins halves = new Bins(low + bin * width, low + (bin + 1) * width, 2, finest);
      Arrays.fill(halves.value, value[bin]);
      finer[bin] = halves;
    }
  }

  /** Moves the values of the bins that hold a position, coarse and fine, towards the reward. */
  void learn(double position, double reward, double alpha) {
    for (Bins at = this; at != null; ) {
      int bin = at.bin(position);
      at.value[bin] += alpha * (reward - at.value[bin]);
      at = at.finer[bin];
    }
  }

  /**
   * A position in a bin: further down into the finer bin of the larger value, or with probability
   * epsilon into either.
   */
  double draw(int bin, double epsilon, RandomGenerator random) {
    Bins inside = finer[bin];
    if (inside == null) {
      return low + (bin + random.nextDouble()) * width;
    }
    boolean any = random.nextDouble() < epsilon || inside.value[0] == inside.value[1];
    boolean second = any ? random.nextBoolean() : inside.value[1] > inside.value[0];
    return inside.draw(second ? 1 : 0, epsilon, random);
  }
}
