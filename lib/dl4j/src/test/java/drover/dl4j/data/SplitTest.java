package drover.dl4j.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class SplitTest {

  /** 500 examples of class 0, 300 of 1, 150 of 2 and 50 of 3, mixed. */
  private static final int[] LABELS =
      IntStream.range(0, 1000)
          .map(i -> i * 7 % 1000)
          .map(i -> i < 500 ? 0 : i < 800 ? 1 : i < 950 ? 2 : 3)
          .toArray();

  private static Split split(long seed) {
    return Split.stratified(LABELS, LABELS.length, 0.2, 0.1, seed);
  }

  @Test
  void everyExampleIsInExactlyOnePart() {
    Split split = split(7);
    assertThat(
            Stream.of(
                    split.places(Split.TRAIN),
                    split.places(Split.VALIDATION),
                    split.places(Split.TEST))
                .flatMapToInt(IntStream::of)
                .sorted()
                .toArray())
        .isEqualTo(IntStream.range(0, 1000).toArray());
  }

  @Test
  void everyClassIsSharedOutInTheSameProportions() {
    Split split = split(7);
    assertThat(counts(split.places(Split.TRAIN))).containsExactly(350, 210, 105, 35);
    assertThat(counts(split.places(Split.VALIDATION))).containsExactly(100, 60, 30, 10);
    assertThat(counts(split.places(Split.TEST))).containsExactly(50, 30, 15, 5);
  }

  @Test
  void partsHaveTheirSizesHoweverManyClassesThereAre() {
    int[] labels = IntStream.range(0, 99).map(i -> i / 3).toArray();
    Split split = Split.stratified(labels, 99, 0.2, 0.2, 1);
    assertThat(split.places(Split.VALIDATION)).hasSizeBetween(19, 21);
    assertThat(split.places(Split.TEST)).hasSizeBetween(19, 21);
  }

  @Test
  void theSeedDecides() {
    assertThat(split(7).places(Split.TEST)).isEqualTo(split(7).places(Split.TEST));
    assertThat(split(7).places(Split.TEST)).isNotEqualTo(split(8).places(Split.TEST));
  }

  @Test
  void theTestPartDoesNotDependOnTheValidationPart() {
    assertThat(Split.stratified(LABELS, LABELS.length, 0.4, 0.1, 7).places(Split.TEST))
        .isEqualTo(split(7).places(Split.TEST));
  }

  private static int[] counts(int[] places) {
    int[] counts = new int[4];
    Arrays.stream(places).forEach(place -> counts[LABELS[place]]++);
    return counts;
  }
}
