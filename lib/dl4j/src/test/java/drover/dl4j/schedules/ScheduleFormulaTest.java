package drover.dl4j.schedules;

import static java.lang.Math.PI;
import static java.lang.Math.cos;
import static java.lang.Math.exp;
import static java.lang.Math.pow;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import drover.core.config.Sections;
import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;

/** Each schedule beside its formula, at every step of a training of 10 epochs of 7 steps. */
class ScheduleFormulaTest {

  private static final int EPOCHS = 10;
  private static final int STEPS = 7;

  @Test
  void constant() {
    check("constant", x -> 1);
  }

  @Test
  void step() {
    check("step { every = 3, gamma = 0.5 }", x -> x < 3 ? 1 : x < 6 ? .5 : x < 9 ? .25 : .125);
  }

  @Test
  void multiStep() {
    check("multi-step { at = [2, 5.5], gamma = 0.1 }", x -> x < 2 ? 1 : x < 5.5 ? .1 : .01);
    check("multi-step { at = 4, gamma = 0.1 }", x -> x < 4 ? 1 : .1);
  }

  @Test
  void exponential() {
    check("exponential { gamma = 0.7 }", x -> exp(x * Math.log(.7)));
  }

  @Test
  void inverse() {
    check("inverse { gamma = 0.5, power = 2 }", x -> 1 / ((1 + .5 * x) * (1 + .5 * x)));
  }

  @Test
  void polynomial() {
    check("polynomial", x -> 1 - x / 10);
    check("polynomial { power = 2, end = 0.2 }", x -> .2 + .8 * (1 - x / 10) * (1 - x / 10));
  }

  @Test
  void sigmoid() {
    check("sigmoid { gamma = 2, at = 4 }", x -> 1 / (1 + exp(2 * (x - 4))));
  }

  @Test
  void warmUp() {
    check("warm-up { epochs = 2.5 }", x -> x < 2.5 ? x / 2.5 : 1);
    check("warm-up { epochs = 2, start = 0.2 }", x -> x < 2 ? .2 + .4 * x : 1);
  }

  @Test
  void cosine() {
    check("cosine", x -> (1 + cos(PI * x / 10)) / 2);
    check("cosine { end = 0.1 }", x -> .1 + .45 * (1 + cos(PI * x / 10)));
  }

  /** Cycles of 1, 2, 4 and 8 epochs: the rate is back at its top at 1, 3 and 7. */
  @Test
  void warmRestarts() {
    check(
        "warm-restarts { t0 = 1, t-mult = 2, end = 0.1 }",
        x -> {
          double begin = x < 1 ? 0 : x < 3 ? 1 : x < 7 ? 3 : 7;
          double length = begin + 1;
          return .1 + .45 * (1 + cos(PI * (x - begin) / length));
        });
    check("warm-restarts { t0 = 4, t-mult = 1 }", x -> (1 + cos(PI * (x % 4) / 4)) / 2);
    Schedule restarts = start("warm-restarts { t0 = 3 }");
    assertThat(restarts.factor(Math.nextDown(3.0))).isCloseTo(0, within(1e-9));
    assertThat(restarts.factor(3)).isEqualTo(1);
  }

  @Test
  void cyclic() {
    DoubleUnaryOperator up = x -> x % 4 < 2 ? x % 4 / 2 : 2 - x % 4 / 2;
    check("cyclic { low = 0.2, half = 2 }", x -> .2 + .8 * up.applyAsDouble(x));
    check(
        "cyclic { low = 0.2, half = 2, decay = 0.5 }",
        x -> .2 + .8 * up.applyAsDouble(x) * (x < 4 ? 1 : x < 8 ? .5 : .25));
  }

  @Test
  void oneCycle() {
    check(
        "one-cycle { rise = 0.4, start = 0.1, end = 0.01 }",
        x ->
            x < 4
                ? .1 + .9 * (1 - cos(PI * x / 4)) / 2
                : .01 + .99 * (1 + cos(PI * (x - 4) / 6)) / 2);
    check(
        "one-cycle-momentum { rise = 0.4, low = 0.8 }",
        x -> x < 4 ? 1 - .1 * (1 - cos(PI * x / 4)) : 1 - .1 * (1 + cos(PI * (x - 4) / 6)));
    Schedule schedule = start("one-cycle { rise = 0.4, start = 0.1, end = 0.01 }");
    assertThat(schedule.factor(0)).isCloseTo(.1, within(1e-12));
    assertThat(schedule.factor(4)).isCloseTo(1, within(1e-12));
    assertThat(schedule.factor(10)).isCloseTo(.01, within(1e-12));
  }

  /** Until the warm-up ends the others stay at their begin; what is left of the time is theirs. */
  @Test
  void warmUpDelaysThoseAfterIt() {
    check(
        "[{ warm-up { epochs = 2 } }, cosine]",
        x -> x < 2 ? x / 2 : (1 + cos(PI * (x - 2) / 8)) / 2);
    check(
        "[{ warm-up { epochs = 2 } }, { step { every = 3, gamma = 0.5 } }]",
        x -> x < 2 ? x / 2 : x < 5 ? 1 : x < 8 ? .5 : .25);
    check(
        "[{ warm-up { epochs = 2 } }, { warm-restarts { t0 = 4, t-mult = 1 } }]",
        x -> x < 2 ? x / 2 : (1 + cos(PI * ((x - 2) % 4) / 4)) / 2);
    check(
        "[{ warm-up { epochs = 2, start = 0.5 } }, { one-cycle { rise = 0.5, start = 0.1 } }]",
        x -> {
          double y = x - 2;
          return x < 2
              ? (.5 + .25 * x) * .1
              : y < 4
                  ? .1 + .9 * (1 - cos(PI * y / 4)) / 2
                  : 4e-6 + (1 - 4e-6) * (1 + cos(PI * (y - 4) / 4)) / 2;
        });
  }

  @Test
  void factorsMultiply() {
    check(
        "[cosine, { exponential { gamma = 0.7 } }]", x -> (1 + cos(PI * x / 10)) / 2 * pow(.7, x));
    check(
        "[cosine, { warm-up { epochs = 2 } }]",
        x -> (1 + cos(PI * x / 10)) / 2 * Math.min(1, x / 2));
    check("[]", x -> 1);
  }

  @Test
  void aWarmUpAsLongAsTheTrainingLeavesNothing() {
    check("[{ warm-up { epochs = 20 } }, cosine, polynomial]", x -> x / 20);
  }

  @Test
  void randomRestartsJumpBackAtTimesOfTheirSeed() {
    String settings = "random-restarts { length = 2, jitter = 0.5, end = 0.1 }";
    assertThat(jumps(start(settings, 1))).isEqualTo(jumps(start(settings, 1)));
    assertThat(jumps(start(settings, 1))).isNotEqualTo(jumps(start(settings, 2)));
    List<Double> jumps = jumps(start(settings, 1));
    double last = 0;
    for (double jump : jumps) {
      assertThat(jump - last).isBetween(1 - 1e-3, 3 + 1e-3);
      last = jump;
    }
    assertThat(EPOCHS - last).isLessThanOrEqualTo(3);
    double first = jumps.get(0);
    Schedule schedule = start(settings, 1);
    for (double x = 0; x < first - 1e-3; x += first / 50) {
      assertThat(schedule.factor(x)).isCloseTo(.1 + .45 * (1 + cos(PI * x / first)), within(2e-3));
    }
  }

  private static List<Double> jumps(Schedule schedule) {
    List<Double> jumps = new ArrayList<>();
    for (int i = 1; i < 10_000; i++) {
      double x = i * 1e-3;
      if (schedule.factor(x) > schedule.factor(x - 1e-3) + 0.5) {
        jumps.add(x);
      }
    }
    return jumps;
  }

  private static void check(String settings, DoubleUnaryOperator formula) {
    Schedule schedule = start(settings);
    for (int i = 0; i <= EPOCHS * STEPS; i++) {
      double x = (double) i / STEPS;
      assertThat(schedule.factor(x))
          .as("at %s", x)
          .isCloseTo(formula.applyAsDouble(x), within(1e-9));
    }
  }

  static Schedule start(String settings) {
    return start(settings, 1);
  }

  private static Schedule start(String settings, long seed) {
    String list =
        settings.startsWith("[")
            ? settings
            : settings.contains("{") ? "[{ " + settings + " }]" : "[" + settings + "]";
    return new Product(
        Schedules.read(
            Sections.resolved("schedule = " + list, "objective.dl4j.training"), "schedule"),
        EPOCHS,
        seed);
  }
}
