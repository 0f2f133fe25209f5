package drover.dl4j.data;

import drover.core.Randomness;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/**
 * Which examples train, which score and which test; every class is shared out in the same
 * proportions. The parts are places in ascending order and have no example in common.
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record Split(int[] train, int[] validation, int[] test) {

  /**
   * Splits by the study's seed alone, so that all its trials see the same parts.
   *
   * @param groups a number from 0 for each example; each group is shared out in the same
   *     proportions
   * @param size how many of the examples are split, the first ones
   * @param validation share that scores where there is no cross-validation
   * @param fold the fold that scores; the test part is the same for all of them
   */
  static Split stratified(
      int[] groups, int size, double validation, Fold fold, double test, long seed) {
    List<List<Integer>> byClass = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      while (byClass.size() <= groups[i]) {
        byClass.add(new ArrayList<>());
      }
      byClass.get(groups[i]).add(i);
    }
    RandomGenerator random = Randomness.of(seed, -1, "split");
    List<Integer> testPart = new ArrayList<>();
    List<Integer> validationPart = new ArrayList<>();
    List<Integer> trainPart = new ArrayList<>();
    int seen = 0;
    int folded = 0;
    for (List<Integer> places : byClass) {
      shuffle(places, random);
      // Rounding the running totals keeps the parts' sizes right however many classes there are.
      int tests = part(seen, places.size(), test);
      testPart.addAll(places.subList(0, tests));
      List<Integer> rest = places.subList(tests, places.size());
      if (fold.equals(Fold.NONE)) {
        int validations = Math.min(rest.size(), part(seen, places.size(), validation));
        validationPart.addAll(rest.subList(0, validations));
        trainPart.addAll(rest.subList(validations, rest.size()));
      } else {
        for (int place : rest) {
          (folded++ % fold.of() == fold.number() ? validationPart : trainPart).add(place);
        }
      }
      seen += places.size();
    }
    return new Split(ascending(trainPart), ascending(validationPart), ascending(testPart));
  }

  /** Without cross-validation. */
  static Split stratified(int[] groups, int size, double validation, double test, long seed) {
    return stratified(groups, size, validation, Fold.NONE, test, seed);
  }

  /** The places from the first one to the one before the last. */
  static int[] range(int first, int end) {
    return IntStream.range(first, end).toArray();
  }

  private static int part(int seen, int more, double share) {
    return Math.toIntExact(Math.round((seen + more) * share) - Math.round(seen * share));
  }

  /** Fisher and Yates; the library's takes only a java.util.Random before Java 21. */
  private static void shuffle(List<Integer> places, RandomGenerator random) {
    for (int i = places.size() - 1; i > 0; i--) {
      Collections.swap(places, i, random.nextInt(i + 1));
    }
  }

  private static int[] ascending(List<Integer> places) {
    return places.stream().mapToInt(Integer::intValue).sorted().toArray();
  }
}
