package drover.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ParamsTest {

  private static Params params(Object... namesAndValues) {
    Map<String, Object> values = new LinkedHashMap<>();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      values.put((String) namesAndValues[i], namesAndValues[i + 1]);
    }
    return new Params(values);
  }

  @Test
  void theOrderOfNamesMakesNoDifference() {
    Params one = params("rate", 0.1, "units", 32L, "activation", "relu");
    Params other = params("activation", "relu", "units", 32L, "rate", 0.1);
    assertThat(one).isEqualTo(other).hasSameHashCodeAs(other);
    assertThat(one).isNotEqualTo(params("rate", 0.1, "units", 64L, "activation", "relu"));
  }

  /** Sets of params are searched for each proposal: many points of one hash code would be slow. */
  @Test
  void pointsOfAGridHaveHashCodesOfTheirOwn() {
    List<Double> values = List.of(-5.0, -2.5, 0.0, 2.5, 5.0);
    int points = 5 * 5 * 5 * 5 * 5;
    long codes =
        IntStream.range(0, points)
            .mapToObj(
                i ->
                    params(
                        "x0", values.get(i % 5),
                        "x1", values.get(i / 5 % 5),
                        "x2", values.get(i / 25 % 5),
                        "x3", values.get(i / 125 % 5),
                        "x4", values.get(i / 625)))
            .map(Params::hashCode)
            .distinct()
            .count();
    assertThat(codes).isGreaterThan(points - 10);
  }
}
