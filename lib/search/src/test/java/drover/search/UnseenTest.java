package drover.search;

import static org.assertj.core.api.Assertions.assertThat;

import drover.core.Params;
import drover.core.space.SearchSpace;
import java.math.BigInteger;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UnseenTest {

  @ParameterizedTest
  @ValueSource(strings = {"nothing", "one-point", "integers", "steps", "choices", "nested"})
  void numbersAndPointsOfAFiniteSpaceBelongToEachOther(String name) {
    SearchSpace space = Spaces.of(name);
    SpaceIndex index = new SpaceIndex(space);
    assertThat(Optional.of(index.size())).isEqualTo(space.size());
    Set<Params> points = new HashSet<>();
    for (BigInteger number : numbers(index)) {
      Params point = index.point(number);
      assertThat(space.contains(point)).isTrue();
      assertThat(index.number(point)).isEqualTo(number);
      points.add(point);
    }
    assertThat(points).hasSize(index.size().intValueExact());
  }

  private static List<BigInteger> numbers(SpaceIndex index) {
    return LongStream.range(0, index.size().longValueExact())
        .mapToObj(BigInteger::valueOf)
        .toList();
  }

  @Test
  void numbersOfAContinuousSpaceStandForItsCells() {
    SearchSpace space = Spaces.of("conditional");
    SpaceIndex index = new SpaceIndex(space);
    SplittableRandom random = new SplittableRandom(1);
    for (int i = 0; i < 200; i++) {
      BigInteger number = index.number(space.sample(random));
      Params cell = index.point(number);
      assertThat(space.contains(cell)).isTrue();
      assertThat(index.number(cell)).isEqualTo(number);
    }
  }

  @Test
  void everyPointIsFoundThoughTheSamplerKeepsDrawingOne() {
    SearchSpace space = Spaces.of("nested");
    Unseen unseen = new Unseen(space);
    SplittableRandom random = new SplittableRandom(4);
    Params favourite = space.sample(random);
    for (int i = 0; i < 12; i++) {
      assertThat(unseen.isEmpty()).isFalse();
      Params point = unseen.first(random, () -> favourite).orElseThrow();
      assertThat(unseen.contains(point)).isTrue();
      unseen.remove(point);
    }
    assertThat(unseen.isEmpty()).isTrue();
    assertThat(unseen.sample(random)).isEmpty();
  }

  @Test
  void aSeenPointGivesWayToOneAFewMutationsAway() {
    SearchSpace space = Spaces.space(Spaces.integer("n", 1, 1000, false));
    Unseen unseen = new Unseen(space);
    SplittableRandom random = new SplittableRandom(4);
    Params point = new Params(java.util.Map.of("n", 500L));
    assertThat(unseen.near(point, 0.001, random)).contains(point);
    for (long n = 499; n <= 501; n++) {
      unseen.remove(new Params(java.util.Map.of("n", n)));
    }
    for (int i = 0; i < 100; i++) {
      Params near = unseen.near(point, 0.001, random).orElseThrow();
      assertThat(unseen.contains(near)).isTrue();
      assertThat(Math.abs(near.integer("n") - 500)).isBetween(2, 40);
    }
  }

  @Test
  void withoutUnseenPointsThereIsNoneNear() {
    SearchSpace space = Spaces.of("choices");
    Unseen unseen = new Unseen(space);
    SplittableRandom random = new SplittableRandom(4);
    Params point = space.sample(random);
    for (int i = 0; i < 12; i++) {
      Params near = unseen.near(point, 0.1, random).orElseThrow();
      assertThat(unseen.contains(near)).isTrue();
      unseen.remove(near);
    }
    assertThat(unseen.near(point, 0.1, random)).isEmpty();
  }

  /** One option has a single point: once it is asked, only the continuous one is left. */
  @Test
  void aContinuousBranchIsNeverExhausted() {
    SearchSpace space =
        Spaces.space(
            Spaces.choice("updater", "sgd", "adam"),
            new drover.core.space.Real(
                "rate",
                Optional.of(new drover.core.space.Condition("updater", "adam")),
                0,
                1,
                false,
                OptionalDouble.empty()));
    Unseen unseen = new Unseen(space);
    SplittableRandom random = new SplittableRandom(4);
    Set<Params> asked = new HashSet<>();
    for (int i = 0; i < 500; i++) {
      Params point = unseen.sample(random).orElseThrow();
      unseen.remove(point);
      assertThat(asked.add(point)).isTrue();
    }
  }
}
