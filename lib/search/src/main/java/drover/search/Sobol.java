package drover.search;

import drover.core.Params;
import drover.core.Randomness;
import drover.core.space.Parameter;
import drover.core.space.SearchSpace;
import java.util.HashMap;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.apache.commons.math3.random.SobolSequenceGenerator;

/**
 * A scrambled Sobol sequence: points that fill the unit cube more evenly than random ones, however
 * many are taken, with the direction numbers of Joe and Kuo (2008).
 *
 * <p>Owen's nested uniform scrambling (Owen 1995, 1998) flips each binary digit of a coordinate by
 * a coin that depends on all digits before it. It keeps the sequence a (t, s)-sequence, and makes
 * each point uniformly distributed. The coins are hashes, so that any point can be computed by
 * itself.
 *
 * <p>Coordinates beyond the first {@value #MAX_DIMENSION} are random: so many have direction
 * numbers.
 */
final class Sobol {

  /** How many dimensions have direction numbers. */
  static final int MAX_DIMENSION = 1000;

  /** Leading digits of which each has coins of its own; that tells 2³² points apart. */
  private static final int DIGITS = 32;

  /** Digits of a double; those after the leading ones are random. */
  private static final int PRECISION = 53;

  private final SearchSpace space;
  private final long seed;

  /** Seed of the coins, by dimension. */
  private final long[] coins;

  /** Parameter name to dimension. */
  private final Map<String, Integer> dimension = new HashMap<>();

  /** Holds nothing but direction numbers: it is sent to a place before each use. */
  private final SobolSequenceGenerator sequence;

  /** A sequence of points of a space, one dimension a parameter. */
  Sobol(SearchSpace space, long seed) {
    this.space = space;
    this.seed = seed;
    this.coins = new long[space.parameters().size()];
    for (Parameter parameter : space.parameters()) {
      coins[dimension.size()] = Randomness.seed(seed, dimension.size(), "sobol");
      dimension.put(parameter.name(), dimension.size());
    }
    int dimensions = Math.max(1, Math.min(MAX_DIMENSION, coins.length));
    this.sequence = new SobolSequenceGenerator(dimensions);
  }

  /** A point of the space, each parameter on its own scale. */
  Params point(int index) {
    double[] coordinates = coordinates(index);
    return space.build(
        parameter -> parameter.at(coordinates[dimension.getOrDefault(parameter.name(), 0)]));
  }

  /**
   * A point of the unit cube, one coordinate a parameter.
   *
   * @param index which point, from 0
   */
  double[] coordinates(int index) {
    double[] plain = unscrambled(index);
    RandomGenerator beyond = Randomness.of(seed, index, "beyond sobol");
    double[] coordinates = new double[coins.length];
    for (int i = 0; i < coins.length; i++) {
      coordinates[i] = i < plain.length ? scrambled(plain[i], coins[i]) : beyond.nextDouble();
    }
    return coordinates;
  }

  /** A point of the sequence of Joe and Kuo; at least one coordinate, at most as many as it has. */
  double[] unscrambled(int index) {
    return sequence.skipTo(index);
  }

  /**
   * Flips digit k if the coin says so that stands at the node of the binary tree to which the k
   * digits before it lead; nodes are numbered as in a heap.
   */
  private static double scrambled(double coordinate, long coins) {
    long digits = (long) (coordinate * (1L << DIGITS));
    long flipped = 0;
    for (int k = 0; k < DIGITS; k++) {
      int node = (int) (1L << k | digits >>> (DIGITS - k));
      long coin = Randomness.seed(coins, node, "");
      flipped = flipped << 1 | ((digits >>> (DIGITS - 1 - k) ^ coin) & 1);
    }
    long tail = Randomness.seed(coins, (int) digits, "tail") >>> (64 - PRECISION + DIGITS);
    return (flipped << (PRECISION - DIGITS) | tail) * 0x1p-53;
  }
}
