package drover.dl4j.data;

import drover.core.Randomness;
import java.util.Arrays;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/** Which examples train, which score and which test; each is in one part. */
final class Split {

  /** The parts in the order in which they are told. */
  static final int TRAIN = 0;

  static final int VALIDATION = 1;
  static final int TEST = 2;

  /** A byte for each example, since there may be many. */
  private final byte[] parts;

  private Split(byte[] parts) {
    this.parts = parts;
  }

  /**
   * Splits by the study's seed alone, so that all its trials see the same parts. Every class is
   * shared out in the same proportions.
   *
   * @param groups a number from 0 for each example; each group is shared out in the same
   *     proportions
   * @param size how many of the examples are split, the first ones; those after them test
   * @param validation share that scores where there is no cross-validation
   * @param fold the fold that scores; the test part is the same for all of them
   */
  static Split stratified(
      int[] groups, int size, double validation, Fold fold, double test, long seed) {
    byte[] parts = new byte[groups.length];
    Arrays.fill(parts, size, parts.length, (byte) TEST);
    int[] ends = ends(groups, size);
    int[] places = inGroups(groups, size, ends);
    RandomGenerator random = Randomness.of(seed, -1, "split");
    int folded = 0;
    for (int group = 0, first = 0; group < ends.length; first = ends[group++]) {
      int end = ends[group];
      shuffle(places, first, end, random);
      // Rounding the running totals keeps the parts' sizes right however many classes there are.
      int tests = first + part(first, end, test);
      mark(parts, places, first, tests, TEST);
      if (fold.equals(Fold.NONE)) {
        int validations = Math.min(end, tests + part(first, end, validation));
        mark(parts, places, tests, validations, VALIDATION);
      } else {
        for (int i = tests; i < end; i++) {
          parts[places[i]] = (byte) (folded++ % fold.of() == fold.number() ? VALIDATION : TRAIN);
        }
      }
    }
    return new Split(parts);
  }

  /** Without cross-validation. */
  static Split stratified(int[] groups, int size, double validation, double test, long seed) {
    return stratified(groups, size, validation, Fold.NONE, test, seed);
  }

  /** The part of an example. */
  int part(int example) {
    return parts[example];
  }

  /** The places of a part's examples in ascending order. */
  int[] places(int part) {
    return IntStream.range(0, parts.length).filter(i -> parts[i] == part).toArray();
  }

  /** The places from the first one to the one before the last. */
  static int[] range(int first, int end) {
    return IntStream.range(first, end).toArray();
  }

  /** For each group where it ends, if examples are sorted by groups. */
  private static int[] ends(int[] groups, int size) {
    int[] ends = new int[Arrays.stream(groups, 0, size).max().orElse(-1) + 1];
    for (int i = 0; i < size; i++) {
      ends[groups[i]]++;
    }
    Arrays.parallelPrefix(ends, Integer::sum);
    return ends;
  }

  private static int[] inGroups(int[] groups, int size, int[] ends) {
    int[] next = ends.clone();
    int[] places = new int[size];
    for (int i = size - 1; i >= 0; i--) {
      places[--next[groups[i]]] = i;
    }
    return places;
  }

  private static void mark(byte[] parts, int[] places, int first, int end, int part) {
    for (int i = first; i < end; i++) {
      parts[places[i]] = (byte) part;
    }
  }

  private static int part(int first, int end, double share) {
    return Math.toIntExact(Math.round(end * share) - Math.round(first * share));
  }

  /** Fisher and Yates. */
  private static void shuffle(int[] places, int first, int end, RandomGenerator random) {
    for (int i = end - first - 1; i > 0; i--) {
      int j = first + random.nextInt(i + 1);
      int place = places[first + i];
      places[first + i] = places[j];
      places[j] = place;
    }
  }
}
