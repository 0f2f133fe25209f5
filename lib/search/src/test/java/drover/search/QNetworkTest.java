package drover.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class QNetworkTest {

  private static final double[] INPUT = {0.3, -0.2, 0.9, -1};
  private static final double TARGET = 0.7;

  private final QNetwork network = new QNetwork(4, 6, new SplittableRandom(1));

  private double loss() {
    double error = network.value(INPUT) - TARGET;
    return error * error / 2;
  }

  @Test
  void theGradientIsThatOfFiniteDifferences() {
    network.learn(INPUT, TARGET);
    double width = 1e-6;
    for (int i = 0; i < network.weights().length; i++) {
      double weight = network.weights()[i];
      network.weights()[i] = weight + width;
      double above = loss();
      network.weights()[i] = weight - width;
      double below = loss();
      network.weights()[i] = weight;
      assertThat(network.gradient()[i]).isCloseTo((above - below) / (2 * width), within(1e-7));
    }
  }

  /** The gradient, not its mean, is what adds up; a step takes it away. */
  @Test
  void gradientsAddUpUntilAStep() {
    network.learn(INPUT, TARGET);
    double[] once = network.gradient().clone();
    network.learn(INPUT, TARGET);
    for (int i = 0; i < once.length; i++) {
      assertThat(network.gradient()[i]).isEqualTo(2 * once[i]);
    }
    network.step(0.01);
    assertThat(network.gradient()).containsOnly(0);
  }

  /** Bias correction makes the first step as long as the rate, whatever the gradient's size. */
  @Test
  void theFirstStepOfAdamHasTheLengthOfTheRate() {
    network.learn(INPUT, TARGET);
    double[] gradient = network.gradient().clone();
    double[] before = network.weights().clone();
    network.step(0.01);
    for (int i = 0; i < gradient.length; i++) {
      double expected =
          Math.abs(gradient[i]) < 1e-5 ? before[i] : before[i] - 0.01 * Math.signum(gradient[i]);
      assertThat(network.weights()[i]).isCloseTo(expected, within(2e-5));
    }
  }

  @Test
  void itLearnsWhatNoLineSeparates() {
    double[][] corners = {{0, 0}, {0, 1}, {1, 0}, {1, 1}};
    double[] parity = {0, 1, 1, 0};
    QNetwork learner = new QNetwork(2, 16, new SplittableRandom(3));
    for (int step = 0; step < 500; step++) {
      for (int i = 0; i < corners.length; i++) {
        learner.learn(corners[i], parity[i]);
      }
      learner.step(0.01);
    }
    QNetwork copy = new QNetwork(2, 16, new SplittableRandom(4));
    copy.copyFrom(learner);
    for (int i = 0; i < corners.length; i++) {
      assertThat(learner.value(corners[i])).isCloseTo(parity[i], within(0.05));
      assertThat(copy.value(corners[i])).isEqualTo(learner.value(corners[i]));
    }
  }
}
