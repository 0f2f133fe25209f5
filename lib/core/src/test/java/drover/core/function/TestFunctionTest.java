package drover.core.function;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class TestFunctionTest {

  @ParameterizedTest
  @CsvSource({
    "SPHERE, 4, 0, 0",
    "ELLIPSOID, 4, 0, 0",
    "ROSENBROCK, 4, 1, 0",
    "RASTRIGIN, 4, 0, 0",
    "ACKLEY, 4, 0, 0",
    "LEVY, 4, 1, 0",
    "STYBLINSKI_TANG, 4, -2.9035340278, -156.6646628150857"
  })
  void hasItsLeastValueWhereTheSourceSays(
      TestFunction function, int dimensions, double coordinate, double value) {
    double[] best = new double[dimensions];
    Arrays.fill(best, coordinate);
    assertThat(function.at(best)).isCloseTo(value, within(1e-12 * Math.max(1, -value)));
  }

  @Test
  void braninHasThreeLeastValues() {
    double least = 0.39788735772973816;
    assertThat(TestFunction.BRANIN.at(-Math.PI, 12.275)).isCloseTo(least, within(1e-12));
    assertThat(TestFunction.BRANIN.at(Math.PI, 2.275)).isCloseTo(least, within(1e-12));
    assertThat(TestFunction.BRANIN.at(3 * Math.PI, 2.475)).isCloseTo(least, within(1e-12));
  }

  @Test
  void hartmannHasItsLeastValueWhereTheSourceSays() {
    assertThat(TestFunction.HARTMANN6.at(0.20169, 0.150011, 0.476874, 0.275332, 0.311652, 0.6573))
        .isCloseTo(-3.3223680114155147, within(1e-8));
  }

  /** Values away from the minima, worked out by hand. */
  @Test
  void valuesAwayFromTheMinima() {
    assertThat(TestFunction.SPHERE.at(1, -2, 3)).isEqualTo(14);
    assertThat(TestFunction.ELLIPSOID.at(1, 1, 1)).isCloseTo(1_001_001, within(1e-6));
    assertThat(TestFunction.ROSENBROCK.at(-1, 2)).isEqualTo(104);
    assertThat(TestFunction.RASTRIGIN.at(0.5, 1)).isCloseTo(21.25, within(1e-12));
    assertThat(TestFunction.STYBLINSKI_TANG.at(1, 0)).isEqualTo(-5);
    assertThat(TestFunction.LEVY.at(5)).isCloseTo(1, within(1e-12));
  }

  @ParameterizedTest
  @EnumSource(TestFunction.class)
  void isFoundByItsNameAndNowhereBelowItsLeastValue(TestFunction function) {
    assertThat(TestFunction.of(function.label())).isEqualTo(function);
    int n = function.dimensions() > 0 ? function.dimensions() : 3;
    double least =
        switch (function) {
          case STYBLINSKI_TANG -> -39.16616570377142 * n;
          case HARTMANN6 -> -3.3223680114155147;
          default -> 0;
        };
    SplittableRandom random = new SplittableRandom(1);
    for (int i = 0; i < 1000; i++) {
      double[] x = random.doubles(n, -5, 10).toArray();
      assertThat(function.at(x)).isFinite().isGreaterThanOrEqualTo(least - 1e-9);
    }
  }
}
