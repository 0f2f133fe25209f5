package drover.search.gp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.apache.commons.math3.distribution.NormalDistribution;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LogExpectedImprovementTest {

  private static final NormalDistribution NORMAL = new NormalDistribution();

  @ParameterizedTest
  @ValueSource(doubles = {-4, -2.5, -2, -1.999, -1, 0, 0.5, 2, 3, 8})
  void isTheLogarithmOfTheFormulaWhereNothingCancels(double z) {
    double h = NORMAL.density(z) + z * NORMAL.cumulativeProbability(z);
    assertThat(LogExpectedImprovement.logH(z)).isCloseTo(Math.log(h), within(1e-9));
    assertThat(LogExpectedImprovement.slope(z))
        .isCloseTo(NORMAL.cumulativeProbability(z) / h, Percentage.withPercentage(1e-6));
    assertThat(LogExpectedImprovement.distribution(z))
        .isCloseTo(NORMAL.cumulativeProbability(z), within(1e-12));
  }

  /** Far out, h(z) → φ(z)/z² (1 − 6/z² + …), where the formula itself gives 0. */
  @ParameterizedTest
  @ValueSource(doubles = {-100, -1e4, -1e8})
  void hasTheAsymptoteOfTheFarTail(double z) {
    double asymptote = -z * z / 2 - Math.log(2 * Math.PI) / 2 - 2 * Math.log(-z);
    assertThat(LogExpectedImprovement.logH(z))
        .isCloseTo(asymptote, within(6 / (z * z) + 1e-9 * z * z));
    assertThat(LogExpectedImprovement.slope(z)).isCloseTo(-z, Percentage.withPercentage(0.1));
  }

  @Test
  void growsWithTheDeviationAndWithALowerMean() {
    double here = LogExpectedImprovement.of(0, 1, 1);
    assertThat(LogExpectedImprovement.of(0, 1, 2)).isGreaterThan(here);
    assertThat(LogExpectedImprovement.of(0, 0.5, 1)).isGreaterThan(here);
    assertThat(here).isCloseTo(Math.log(0.0833154705876), within(1e-9));
  }
}
