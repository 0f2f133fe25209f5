package drover.dl4j.schedules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import drover.core.config.Sections;
import drover.dl4j.updaters.Momentum;
import drover.dl4j.updaters.Regression;
import org.deeplearning4j.nn.conf.layers.BaseLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.learning.config.IUpdater;

/** What schedules do to the steps of a network. */
class StepsTest {

  private static final int EPOCHS = 10;
  private static final int PER_EPOCH = 3;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[constant]",
        "[{ step { every = 2 } }]",
        "[{ multi-step { at = [1, 4.4] } }]",
        "[exponential]",
        "[inverse]",
        "[polynomial]",
        "[sigmoid]",
        "[{ warm-up { epochs = 3 } }]",
        "[cosine]",
        "[{ warm-restarts { t0 = 2 } }]",
        "[random-restarts]",
        "[cyclic]",
        "[one-cycle]",
        "[{ warm-up { epochs = 2 } }, cosine, exponential]",
      })
  void eachStepHasTheRateOfTheSchedule(String schedules) {
    Schedule expected = ScheduleFormulaTest.start(schedules);
    MultiLayerNetwork network = Regression.network("sgd { learning-rate = 0.4 }");
    Steps steps = steps(network, "schedule = " + schedules);
    double[] x = Regression.first();
    for (int step = 0; step < EPOCHS * PER_EPOCH; step++) {
      double epoch = (double) step / PER_EPOCH;
      steps.before(epoch);
      double[] g = Regression.gradient(x);
      double rate = 0.4 * expected.factor(epoch);
      for (int i = 0; i < x.length; i++) {
        x[i] -= rate * g[i];
      }
      assertThat(Regression.step(network)).as("at %s", epoch).containsExactly(x, within(1e-6));
      assertThat(steps.rate()).isCloseTo(rate, within(1e-12));
    }
  }

  /** The heavy ball with a falling momentum and a rate that rises and falls. */
  @Test
  void eachStepHasTheMomentumOfItsSchedule() {
    Schedule rate = ScheduleFormulaTest.start("one-cycle");
    Schedule momentum = ScheduleFormulaTest.start("one-cycle-momentum { low = 0.5 }");
    MultiLayerNetwork network =
        Regression.network("momentum { learning-rate = 0.2, momentum = 0.9 }");
    Steps steps =
        steps(
            network,
            "schedule = [one-cycle], momentum-schedule = [{ one-cycle-momentum { low = 0.5 } }]");
    double[] x = Regression.first();
    double[] last = new double[x.length];
    for (int step = 0; step < EPOCHS * PER_EPOCH; step++) {
      double epoch = (double) step / PER_EPOCH;
      steps.before(epoch);
      double[] g = Regression.gradient(x);
      for (int i = 0; i < x.length; i++) {
        last[i] = 0.9 * momentum.factor(epoch) * last[i] + 0.2 * rate.factor(epoch) * g[i];
        x[i] -= last[i];
      }
      assertThat(Regression.step(network)).as("at %s", epoch).containsExactly(x, within(2e-6));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "momentum",
        "nesterovs",
        "adam",
        "adamw",
        "adamax",
        "nadam",
        "amsgrad",
        "adabelief",
        "adam-hd",
        "lookahead",
      })
  void momentumFallsAndIsItselfAgainBetweenEpochs(String updater) {
    MultiLayerNetwork network = Regression.network(updater + " {}");
    IUpdater rule = ((BaseLayer) network.getLayer(0).conf().getLayer()).getIUpdater();
    Steps steps = steps(network, "momentum-schedule = [{ step { every = 1, gamma = 0.5 } }]");
    steps.before(1);
    assertThat(Momentum.of(rule).orElseThrow().value()).isEqualTo(0.45);
    Regression.step(network);
    steps.ended(2, 1);
    assertThat(rule).isEqualTo(Regression.updater(updater + " {}").rule());
  }

  @Test
  void theFileOfANetworkHasTheRateOfTheStudyFile() {
    MultiLayerNetwork network = Regression.network("adam { learning-rate = 0.3 }");
    String before = network.getLayerWiseConfigurations().toJson();
    Steps steps = steps(network, "schedule = [cosine]");
    steps.before(0.5);
    assertThat(network.getLayerWiseConfigurations().toJson()).isNotEqualTo(before);
    steps.ended(1, 1);
    assertThat(network.getLayerWiseConfigurations().toJson()).isEqualTo(before);
  }

  @Test
  void aLearnedRateFollowsTheScheduleToo() {
    MultiLayerNetwork network = Regression.network("sgd-hd { learning-rate = 0.1, beta = 0.05 }");
    Steps steps = steps(network, "schedule = [{ step { every = 1, gamma = 0.5 } }]");
    for (int step = 0; step < 10; step++) {
      steps.before(0);
      Regression.step(network);
    }
    double learned = steps.rate();
    assertThat(learned).isGreaterThan(0.11);
    steps.before(1);
    assertThat(steps.rate()).isCloseTo(learned / 2, within(1e-12));
  }

  @Test
  void aPlateauOfTheValidationLossLowersTheRate() {
    MultiLayerNetwork network = Regression.network("sgd { learning-rate = 0.4 }");
    Steps steps = steps(network, "schedule = [{ plateau { factor = 0.5, patience = 1 } }]");
    double[] rates = {0.4, 0.4, 0.4, 0.2, 0.2, 0.1};
    for (int epoch = 0; epoch < rates.length; epoch++) {
      steps.before(epoch);
      double[] x = network.params().toDoubleVector();
      double[] g = Regression.gradient(x);
      assertThat(x[0] - Regression.step(network)[0]).isCloseTo(rates[epoch] * g[0], within(1e-6));
      steps.ended(epoch + 1, 1);
    }
  }

  @Test
  void onlyTheSameKindOfScheduleGoesOnFromAState() {
    String schedule = "schedule = [{ plateau { factor = 0.5, patience = 1 } }]";
    Steps plateau = steps(Regression.network("sgd { learning-rate = 0.4 }"), schedule);
    for (int epoch = 1; epoch <= 3; epoch++) {
      plateau.ended(epoch, 1);
    }
    assertThat(rateAfter(schedule, plateau)).isEqualTo(0.2);
    assertThat(rateAfter("schedule = [gradient-norm]", plateau)).isEqualTo(0.4);
  }

  private static double rateAfter(String schedule, Steps before) {
    Steps steps = steps(Regression.network("sgd { learning-rate = 0.4 }"), schedule);
    steps.restore(before.state());
    steps.before(3);
    return steps.rate();
  }

  @Test
  void aSmallerGradientRaisesTheRateAgain() {
    MultiLayerNetwork network = Regression.network("sgd { learning-rate = 0.4 }");
    Steps steps =
        steps(
            network,
            "schedule = [{ gradient-norm { large = 1, lower = 0.5, small = 1, raise = 2 } }]");
    network.params().muli(0);
    steps.before(0);
    Regression.step(network);
    network.params().putScalar(0, -5).putScalar(1, 5); // all four examples wrong
    steps.before(1);
    Regression.step(network);
    steps.before(2);
    assertThat(steps.rate()).isEqualTo(0.2);
    network.params().muli(0);
    Regression.step(network);
    steps.before(3);
    assertThat(steps.rate()).isEqualTo(0.4);
  }

  private static Steps steps(MultiLayerNetwork network, String training) {
    StepSettings settings =
        StepSettings.read(Sections.resolved(training, "objective.dl4j.training"));
    return new Steps(network, settings, EPOCHS, 1);
  }
}
