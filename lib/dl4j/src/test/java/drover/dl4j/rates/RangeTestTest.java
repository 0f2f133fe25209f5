package drover.dl4j.rates;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;

class RangeTestTest {

  private static final RangeSettings SWEEP = new RangeSettings(1e-6, 10, 100);

  @Test
  void ratesGrowByEqualRatiosFromTheFirstToTheLast() {
    assertThat(SWEEP.rate(0)).isEqualTo(1e-6);
    assertThat(SWEEP.rate(99)).isEqualTo(10, within(1e-12));
    for (int step = 1; step < 100; step++) {
      assertThat(SWEEP.rate(step) / SWEEP.rate(step - 1))
          .isEqualTo(Math.pow(10, 7.0 / 99), within(1e-9));
    }
  }

  @Test
  void theMeanIsCorrectedForItsBegin() {
    RangeTest test = new RangeTest();
    test.add(1, 2);
    test.add(2, 4);
    test.add(3, 1);
    // Weights 0.9², 0.9 and 1, over their sum.
    assertThat(test.points().get(0).smoothed()).isEqualTo(2, within(1e-12));
    assertThat(test.points().get(1).smoothed()).isEqualTo((0.9 * 2 + 4) / 1.9, within(1e-12));
    assertThat(test.points().get(2).smoothed())
        .isEqualTo((0.81 * 2 + 0.9 * 4 + 1) / 2.71, within(1e-12));
  }

  @Test
  void itEndsWhereTheMeanIsFourTimesTheLowest() {
    RangeTest test = new RangeTest();
    assertThat(test.add(1, 1)).isTrue();
    assertThat(test.add(2, 6)).isTrue(); // (0.9 + 6) / 1.9 = 3.6
    assertThat(test.add(3, 6)).isFalse(); // (0.81 + 5.4 + 6) / 2.71 = 4.5
  }

  /** As of cosine proximity: from −0.3 to −0.9, and back with large rates. */
  @Test
  void negativeLossesAreSweptToTheEnd() {
    RangeTest test = run(rate -> -0.3 - 0.6 / (1 + Math.exp(-4 * (Math.log10(rate) + 3))));
    assertThat(test.points()).hasSize(100);
    assertThat(test.steepest().orElseThrow()).isBetween(1e-3, 3e-3);
  }

  @Test
  void aLossThatWasNegativeBlowsUpToo() {
    RangeTest test = new RangeTest();
    assertThat(test.add(1, 0.5)).isTrue();
    assertThat(test.add(2, -1.4)).isTrue(); // (0.45 − 1.4) / 1.9 = −0.5: up to −0.5 + 3 · 1
    assertThat(test.add(3, 7)).isTrue(); // (0.405 − 1.26 + 7) / 2.71 = 2.27
    assertThat(test.add(4, 8)).isFalse(); // (0.3645 − 1.134 + 6.3 + 8) / 3.439 = 3.93
  }

  @Test
  void itEndsAtALossThatIsNotFinite() {
    RangeTest test = new RangeTest();
    assertThat(test.add(1, 1)).isTrue();
    assertThat(test.add(2, Double.POSITIVE_INFINITY)).isFalse();
    assertThat(test.points()).hasSize(1);
    assertThat(new RangeTest().add(1, Double.POSITIVE_INFINITY)).as("at once").isFalse();
    RangeTest other = new RangeTest();
    assertThat(other.add(1, Double.NaN)).isFalse();
    assertThat(other.points()).isEmpty();
    assertThat(other.suggested()).isEmpty();
    assertThat(other.steepest()).isEmpty();
  }

  @Test
  void itKeepsBelowTheLowestMean() {
    // Falls until 0.1, then explodes.
    RangeTest test =
        run(rate -> rate < 0.1 ? 2 - 1.5 * (7 + Math.log10(rate)) / 6 : 2 + 100 * rate);
    double lowest = test.belowLowest().orElseThrow() * 10;
    assertThat(lowest).isBetween(0.08, 0.1);
    assertThat(test.suggested().orElseThrow())
        .isEqualTo(Math.sqrt(lowest / 10 * test.steepest().orElseThrow()), within(1e-12));
    assertThat(test.points()).hasSizeLessThan(100);
  }

  @Test
  void theSteepestDescentIsWhereTheLossFallsMostWithTheLogarithmOfTheRate() {
    // A logistic fall in log10(rate) around 1e-3; the mean lags behind by a few steps.
    RangeTest test = run(rate -> 1 + 1 / (1 + Math.exp(4 * (Math.log10(rate) + 3))));
    assertThat(test.steepest().orElseThrow()).isBetween(1e-3, 3e-3);
    assertThat(test.points()).hasSize(100);
  }

  @Test
  void fallsBehindTheLowestMeanDoNotCount() {
    RangeTest test = new RangeTest();
    for (int i = 1; i <= 40; i++) {
      test.add(i, i < 20 ? 10 - 0.1 * i : i == 20 ? 30 : 9.9);
    }
    assertThat(test.steepest().orElseThrow()).isLessThan(20);
  }

  @Test
  void theLuckOfTheFirstBatchesDoesNotCount() {
    RangeTest test = new RangeTest();
    for (int step = 0; step < 60; step++) {
      test.add(SWEEP.rate(step), step == 0 ? 5 : step < 40 ? 2 : 2 - 0.02 * (step - 40));
    }
    assertThat(test.steepest().orElseThrow()).isGreaterThanOrEqualTo(SWEEP.rate(10));
  }

  @Test
  void aLossThatOnlyRisesHasNoDescent() {
    RangeTest test = run(rate -> 1 + rate);
    assertThat(test.steepest()).isEmpty();
    assertThat(test.suggested().orElseThrow()).isEqualTo(1e-7, within(1e-15));
  }

  private static RangeTest run(DoubleUnaryOperator loss) {
    RangeTest test = new RangeTest();
    for (int step = 0; step < SWEEP.steps(); step++) {
      double rate = SWEEP.rate(step);
      if (!test.add(rate, loss.applyAsDouble(rate))) {
        break;
      }
    }
    return test;
  }
}
