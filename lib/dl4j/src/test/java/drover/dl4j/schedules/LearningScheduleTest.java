package drover.dl4j.schedules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

/** Schedules that go by what they see of the training. */
class LearningScheduleTest {

  @Test
  void plateauWaitsCutsCoolsAndEndsAtItsMinimum() {
    Schedule plateau =
        start("plateau { factor = 0.5, patience = 1, cooldown = 2, threshold = 0.1, min = 0.2 }");
    double[] losses = {1, 0.8, 0.75, 0.74, 0.74, 0.74, 0.73, 0.73, 0.6, 0.6, 0.6, 0.6, 0.6, 0.6};
    // 0.75 and 0.74 are not a tenth below 0.8: the second one cuts. Two epochs cool, then 0.73
    // twice.
    double[] factors = {1, 1, 1, .5, .5, .5, .5, .25, .25, .25, .25, .2, .2, .2};
    for (int i = 0; i < losses.length; i++) {
      plateau.sawLoss(i + 1, losses[i]);
      assertThat(plateau.factor(i + 1)).as("after epoch %s", i + 1).isEqualTo(factors[i]);
    }
  }

  @Test
  void plateauAcceptsLossesBelowZero() {
    Schedule plateau = start("plateau { factor = 0.5, patience = 0, threshold = 0.1 }");
    plateau.sawLoss(1, -1);
    plateau.sawLoss(2, -1.2);
    assertThat(plateau.factor(2)).isEqualTo(1);
    plateau.sawLoss(3, -1.25);
    assertThat(plateau.factor(3)).isEqualTo(0.5);
  }

  @Test
  void plateauDoesNotCountWhileWarmingUp() {
    Schedule both = start("[{ warm-up { epochs = 3 } }, { plateau { patience = 0 } }]");
    for (int epoch = 1; epoch <= 4; epoch++) {
      both.sawLoss(epoch, 1);
    }
    assertThat(both.factor(4)).isEqualTo(1); // the loss after epoch 4 is its first
    both.sawLoss(5, 1);
    assertThat(both.factor(5)).isEqualTo(0.1);
  }

  @Test
  void gradientNormLowersKeepsAndRaises() {
    Schedule schedule =
        start(
            "gradient-norm { large = 2, small = 0.5, lower = 0.5, raise = 1.5, memory = 0.5,"
                + " min = 0.2 }");
    assertThat(schedule.wantsGradientNorm()).isTrue();
    double[] norms = {4, 6, 11, 8, 16.1, 40, 3, 3, 2, 100};
    double mean = 0;
    double factor = 1;
    for (double norm : norms) {
      schedule.sawGradient(norm);
      if (mean > 0 && norm / mean > 2) {
        factor = Math.max(0.2, factor / 2);
      } else if (mean > 0 && norm / mean < 0.5) {
        factor = Math.min(1, factor * 1.5);
      }
      mean = mean == 0 ? norm : (mean + norm) / 2;
      assertThat(schedule.factor(0)).as("after %s", norm).isCloseTo(factor, within(1e-12));
    }
    assertThat(factor).isLessThan(1);
  }

  @Test
  void goesOnFromItsState() {
    String settings =
        "[{ warm-up { epochs = 1 } }, { plateau { patience = 1, cooldown = 1 } }, gradient-norm]";
    Schedule whole = start(settings);
    Schedule first = start(settings);
    for (int epoch = 1; epoch <= 5; epoch++) {
      see(whole, epoch);
      see(first, epoch);
    }
    Schedule second = start(settings);
    second.restore(first.state());
    for (int epoch = 6; epoch <= 10; epoch++) {
      see(whole, epoch);
      see(second, epoch);
      assertThat(second.factor(epoch)).isEqualTo(whole.factor(epoch));
    }
    assertThat(second.state()).isEqualTo(whole.state());
    assertThat(whole.factor(10)).isLessThan(0.1);
    assertThat(start("cosine").state()).isEmpty();
  }

  private static void see(Schedule schedule, int epoch) {
    schedule.sawGradient(1 + epoch % 3 * epoch);
    schedule.sawLoss(epoch, 1 + 0.1 * (epoch % 4));
  }

  private static Schedule start(String settings) {
    return ScheduleFormulaTest.start(settings);
  }
}
