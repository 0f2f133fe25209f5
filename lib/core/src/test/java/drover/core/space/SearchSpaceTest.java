package drover.core.space;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import drover.core.Params;
import java.math.BigInteger;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class SearchSpaceTest {

  private static final Optional<Condition> ALWAYS = Optional.empty();

  private static Optional<Condition> under(String choice, String option) {
    return Optional.of(new Condition(choice, option));
  }

  private static Optional<Condition> under(List<Object> blocks) {
    return Optional.of(new Condition("blocks", blocks));
  }

  /** 3 · (1 + 4 + 2 + 5): a choice of three beside a tree of twelve. */
  private static SearchSpace nested() {
    return new SearchSpace(
        List.of(
            new Choice("model", ALWAYS, List.of("none", "wide", "deep")),
            new Choice("activation", ALWAYS, List.of("relu", "tanh", "elu")),
            new Int("width", under("model", "wide"), 1, 4, false, 1),
            new Choice("kind", under("model", "deep"), List.of("plain", "residual")),
            new Int("depth", under("kind", "plain"), 1, 2, false, 1),
            new Ordinal("block", under("kind", "residual"), List.of(1L, 2L, 3L, 4L, 5L))));
  }

  @Test
  void theSizeOfANestedSpaceIsTheNumberOfItsPoints() {
    SearchSpace space = nested();
    Set<Params> points = new HashSet<>();
    SplittableRandom random = new SplittableRandom(1);
    for (int i = 0; i < 10_000; i++) {
      points.add(space.sample(random));
    }
    assertThat(points).hasSize(36);
    assertThat(space.size()).contains(BigInteger.valueOf(36));
  }

  /** 1 + 2 + 2 · 3 points: none, one or two blocks, of which the second has more values. */
  @Test
  void whatDependsOnANumberExistsUnderSeveralOfItsValues() {
    SearchSpace space =
        new SearchSpace(
            List.of(
                new Int("blocks", ALWAYS, 0, 2, false, 1),
                new Int("first", under(List.of(1L, 2L)), 1, 2, false, 1),
                new Choice("second", under(List.of(2L)), List.of("a", "b", "c"))));
    Set<Params> points = new HashSet<>();
    SplittableRandom random = new SplittableRandom(3);
    for (int i = 0; i < 1000; i++) {
      Params params = space.sample(random);
      assertThat(params.has("first")).isEqualTo((Long) params.get("blocks") > 0);
      assertThat(params.has("second")).isEqualTo((Long) params.get("blocks") > 1);
      points.add(params);
    }
    assertThat(points).hasSize(9);
    assertThat(space.size()).contains(BigInteger.valueOf(9));
  }

  @Test
  void aContinuumAnywhereMakesTheSizeCountless() {
    Real rate = new Real("rate", under("model", "deep"), 0, 1, false, OptionalDouble.empty());
    Choice model = new Choice("model", ALWAYS, List.of("none", "deep"));
    assertThat(new SearchSpace(List.of(model, rate)).size()).isEmpty();
    assertThat(new SearchSpace(List.of(model)).size()).contains(BigInteger.TWO);
    assertThat(new SearchSpace(List.of()).size()).contains(BigInteger.ONE);
  }

  @Test
  void samplesLieInTheSpaceAndHaveExactlyTheActiveParameters() {
    SearchSpace space = nested();
    SplittableRandom random = new SplittableRandom(2);
    for (int i = 0; i < 1000; i++) {
      Params params = space.sample(random);
      assertThat(space.contains(params)).isTrue();
      assertThat(params.has("width")).isEqualTo(params.get("model").equals("wide"));
      boolean residual = params.find("kind").map("residual"::equals).orElse(false);
      assertThat(params.has("block")).isEqualTo(residual);
    }
  }

  @Test
  void pointsWithMissingOrFurtherValuesAreNotContained() {
    SearchSpace space = nested();
    assertThat(space.contains(new Params(Map.of("model", "none", "activation", "relu")))).isTrue();
    assertThat(space.contains(new Params(Map.of("model", "none")))).isFalse();
    assertThat(space.contains(new Params(Map.of("model", "wide", "activation", "relu")))).isFalse();
    assertThat(
            space.contains(new Params(Map.of("model", "none", "activation", "relu", "width", 1L))))
        .isFalse();
    assertThat(
            space.contains(new Params(Map.of("model", "wide", "activation", "relu", "width", 5L))))
        .isFalse();
    assertThat(space.contains(Params.EMPTY)).isFalse();
  }

  @Test
  void spacesThatMakeNoSenseAreRefused() {
    Choice choice = new Choice("c", ALWAYS, List.of("a"));
    Int orphan = new Int("n", under("c", "b"), 0, 1, false, 1);
    Int child = new Int("n", under("c", "a"), 0, 1, false, 1);
    assertThatThrownBy(() -> new SearchSpace(List.of(choice, choice)))
        .hasMessageContaining("two parameters named 'c'");
    assertThatThrownBy(() -> new SearchSpace(List.of(choice, orphan)))
        .hasMessageContaining("no values of a choice or whole number");
    assertThatThrownBy(() -> new SearchSpace(List.of(child, choice)))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
