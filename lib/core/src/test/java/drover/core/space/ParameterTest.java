package drover.core.space;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ParameterTest {

  private static Real real(double low, double high, boolean log) {
    return new Real("p", Optional.empty(), low, high, log, OptionalDouble.empty());
  }

  private static Real stepped(double low, double high, double step) {
    return new Real("p", Optional.empty(), low, high, false, OptionalDouble.of(step));
  }

  private static Int integer(long low, long high, boolean log, long step) {
    return new Int("p", Optional.empty(), low, high, log, step);
  }

  static Stream<Parameter> continuous() {
    return Stream.of(
        real(0, 1, false),
        real(-5, 10, false),
        real(1e-7, 1e3, true),
        real(-1e300, 1e7, false),
        real(0.1, 0.1000001, true));
  }

  static Stream<Parameter> discrete() {
    return Stream.of(
        real(3, 3, false),
        stepped(0, 0.3, 0.1),
        stepped(-1, 1, 0.3),
        stepped(1e-3, 1, 1e-3),
        integer(4, 4, false, 1),
        integer(-7, 12, false, 1),
        integer(1, 100, false, 7),
        integer(1, 1, true, 1),
        integer(1, 300, true, 1),
        new Ordinal("p", Optional.empty(), List.of(16L, 32L, 64L)),
        new Choice("p", Optional.empty(), List.of("relu", "tanh")),
        new Choice("p", Optional.empty(), List.of(true, false, "auto")));
  }

  static Stream<Parameter> all() {
    return Stream.concat(continuous(), discrete());
  }

  /** All values of a discrete parameter, by walking over the unit interval in tiny steps. */
  private static List<Object> values(Parameter parameter) {
    return LongStream.rangeClosed(0, 200_000)
        .mapToObj(i -> parameter.at(i / 200_000.0))
        .distinct()
        .toList();
  }

  @ParameterizedTest
  @MethodSource("all")
  void everyPositionGivesAValueOfTheRange(Parameter parameter) {
    SplittableRandom random = new SplittableRandom(3);
    for (int i = 0; i < 1000; i++) {
      assertThat(parameter.contains(parameter.at(random.nextDouble()))).isTrue();
    }
    assertThat(parameter.contains(parameter.at(0))).isTrue();
    assertThat(parameter.contains(parameter.at(1))).isTrue();
    assertThat(parameter.at(-0.5)).isEqualTo(parameter.at(0));
    assertThat(parameter.at(1.5)).isEqualTo(parameter.at(1));
  }

  @ParameterizedTest
  @MethodSource("discrete")
  void everyDiscreteValueComesBackFromItsPosition(Parameter parameter) {
    List<Object> values = values(parameter);
    assertThat(values).hasSize((int) parameter.cardinality().orElseThrow());
    for (Object value : values) {
      assertThat(parameter.position(value)).isBetween(0.0, 1.0);
      assertThat(parameter.at(parameter.position(value))).isEqualTo(value);
    }
  }

  @ParameterizedTest
  @MethodSource("continuous")
  void everyContinuousPositionComesBackFromItsValue(Parameter parameter) {
    assertThat(parameter.cardinality()).isEmpty();
    for (double position = 0; position <= 1; position += 1.0 / 128) {
      assertThat(parameter.position(parameter.at(position))).isCloseTo(position, within(1e-8));
    }
  }

  @ParameterizedTest
  @MethodSource("discrete")
  void cellsLieSideBySideAndHoldTheirValue(Parameter parameter) {
    double end = 0;
    for (Object value : values(parameter)) {
      Cell cell = parameter.cell(value);
      assertThat(cell.low()).isCloseTo(end, within(1e-12));
      assertThat(parameter.at(cell.low() + 1e-9)).isEqualTo(value);
      assertThat(parameter.at(cell.high() - 1e-9)).isEqualTo(value);
      end = cell.high();
    }
    assertThat(end).isCloseTo(1, within(1e-12));
  }

  @ParameterizedTest
  @MethodSource("continuous")
  void aCellOfAContinuumIsAPoint(Parameter parameter) {
    Object value = parameter.at(0.3);
    assertThat(parameter.cell(value).low()).isEqualTo(parameter.position(value));
    assertThat(parameter.cell(value).width()).isZero();
  }

  @ParameterizedTest
  @MethodSource("discrete")
  void equallySpacedValuesHaveBinsOfEqualWidth(Parameter parameter) {
    boolean spacedByRatio = parameter instanceof Int whole && whole.log();
    long n = parameter.cardinality().orElseThrow();
    Map<Object, Integer> hits = new HashMap<>();
    for (int i = 0; i < 1000 * n; i++) {
      hits.merge(parameter.at((i + 0.5) / (1000 * n)), 1, Integer::sum);
    }
    assertThat(hits).hasSize((int) n);
    if (!spacedByRatio) {
      assertThat(hits.values()).allMatch(count -> Math.abs(count - 1000) <= 1);
    }
  }

  /** A whole number's share of a log scale is that of the interval of half a unit around it. */
  @Test
  void logIntsHaveBinsByRatio() {
    Int parameter = integer(1, 8, true, 1);
    int points = 100_000;
    int[] hits = new int[9];
    for (int i = 0; i < points; i++) {
      hits[Math.toIntExact(parameter.at((i + 0.5) / points))]++;
    }
    for (int value = 1; value <= 8; value++) {
      double share = Math.log((value + 0.5) / (value - 0.5)) / Math.log(8.5 / 0.5);
      assertThat(hits[value] / (double) points).isCloseTo(share, within(1e-3));
    }
  }

  @Test
  void logScalesGiveEqualRatiosEqualParts() {
    Real parameter = real(1e-4, 1, true);
    assertThat(parameter.at(0.25)).isCloseTo(1e-3, within(1e-12));
    assertThat(parameter.at(0.5)).isCloseTo(1e-2, within(1e-12));
    assertThat(parameter.position(0.1)).isCloseTo(0.75, within(1e-12));
  }

  @Test
  void stepsAreDecimals() {
    assertThat(values(stepped(0, 0.3, 0.1))).containsExactly(0.0, 0.1, 0.2, 0.3);
    assertThat(values(stepped(0, 1, 0.3))).containsExactly(0.0, 0.3, 0.6, 0.9);
    assertThat(stepped(0, 1, 0.1).contains(0.1 + 0.2)).isFalse();
    assertThat(values(integer(1, 9, false, 3))).containsExactly(1L, 4L, 7L);
  }

  @Test
  void valuesOfAnotherTypeOrOutsideAreNotContained() {
    assertThat(real(0, 1, false).contains(1L)).isFalse();
    assertThat(real(0, 1, false).contains(1.0000001)).isFalse();
    assertThat(real(0, 1, false).contains(Double.NaN)).isFalse();
    assertThat(integer(0, 9, false, 1).contains(3.0)).isFalse();
    assertThat(integer(0, 9, false, 3).contains(4L)).isFalse();
    assertThat(new Ordinal("p", Optional.empty(), List.of(1L, 2L)).contains(1.0)).isFalse();
    assertThat(new Choice("p", Optional.empty(), List.of("1")).contains(1L)).isFalse();
  }

  @Test
  void impossibleRangesAreRefused() {
    assertThatThrownBy(() -> real(1, 0, false)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> real(0, 1, true)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> real(0, Double.POSITIVE_INFINITY, false))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> stepped(0, 1, 0)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> integer(0, 9, true, 1)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> integer(0, 9, false, 0)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new Choice("p", Optional.empty(), List.of()))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new Ordinal("p", Optional.empty(), List.of(1L, 1L)))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
