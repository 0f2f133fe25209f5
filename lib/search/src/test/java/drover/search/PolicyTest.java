package drover.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import drover.core.space.Choice;
import drover.core.space.Real;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import java.util.stream.DoubleStream;
import org.apache.commons.math3.distribution.NormalDistribution;
import org.apache.commons.math3.distribution.UniformRealDistribution;
import org.apache.commons.math3.stat.inference.ChiSquareTest;
import org.apache.commons.math3.stat.inference.KolmogorovSmirnovTest;
import org.junit.jupiter.api.Test;

class PolicyTest {

  private static final double LEVEL = 0.001;
  private static final int SAMPLES = 5000;
  private static final Choice CHOICE = Spaces.choice("c", "a", "b", "d");
  private static final Real UNIT = Spaces.real("x", 0, 1, false);

  private final RandomGenerator random = new SplittableRandom(42);

  /** A softmax whose options have different probabilities: logits 0.2, −0.4 and 0.2. */
  private static Policy.Softmax uneven() {
    Policy.Softmax policy = new Policy.Softmax(CHOICE);
    policy.learn("b", -0.6);
    return policy;
  }

  private static double logit(Policy.Softmax policy, int option) {
    double[] p = policy.probabilities();
    double mean = DoubleStream.of(p).map(Math::log).average().orElseThrow();
    return Math.log(p[option]) - mean;
  }

  @Test
  void aSoftmaxStepGoesAlongTheGradientOfTheLogProbability() {
    Policy.Softmax policy = new Policy.Softmax(CHOICE);
    policy.learn("a", 0.3);
    assertThat(logit(policy, 0)).isCloseTo(0.3 * 2 / 3, within(1e-12));
    assertThat(logit(policy, 1)).isCloseTo(-0.3 / 3, within(1e-12));
    double likely = Math.exp(0.2) / (Math.exp(0.2) + 2 * Math.exp(-0.1));
    assertThat(policy.probabilities()[0]).isCloseTo(likely, within(1e-12));
  }

  /** Williams 1992, theorem 1: on average a step goes along the gradient of the mean reward. */
  @Test
  void theMeanStepIsTheGradientOfTheMeanReward() {
    double[] rewards = {1, 0.2, 0.5};
    double baseline = 0.4;
    double[] p = uneven().probabilities();
    double mean = p[0] * rewards[0] + p[1] * rewards[1] + p[2] * rewards[2];
    for (int i = 0; i < 3; i++) {
      double step = 0;
      for (int taken = 0; taken < 3; taken++) {
        Policy.Softmax policy = uneven();
        policy.learn(CHOICE.values().get(taken), rewards[taken] - baseline);
        step += p[taken] * (logit(policy, i) - logit(uneven(), i));
      }
      assertThat(step).isCloseTo(p[i] * (rewards[i] - mean), within(1e-12));
    }
  }

  @Test
  void broadeningGoesAlongTheGradientOfTheEntropy() {
    double step = 1e-6;
    Policy.Softmax policy = uneven();
    policy.broaden(step);
    for (int i = 0; i < 3; i++) {
      double along = (logit(policy, i) - logit(uneven(), i)) / step;
      assertThat(along).isCloseTo(entropyGradient(i), within(1e-4));
    }
  }

  /** By finite differences; the logits' mean does not matter. */
  private static double entropyGradient(int option) {
    double[] logits = {0.2, -0.4, 0.2};
    double width = 1e-6;
    logits[option] += width;
    double above = entropy(logits);
    logits[option] -= 2 * width;
    return (above - entropy(logits)) / (2 * width);
  }

  private static double entropy(double[] logits) {
    double sum = DoubleStream.of(logits).map(Math::exp).sum();
    return -DoubleStream.of(logits).map(z -> Math.exp(z) / sum * (z - Math.log(sum))).sum();
  }

  @Test
  void aGaussianStepIsTheNaturalGradient() {
    Policy.Gaussian policy = new Policy.Gaussian(UNIT);
    policy.learn(0.75, 0.2);
    assertThat(policy.mean()).isCloseTo(0.5 + 0.2 * 0.25, within(1e-12));
    assertThat(policy.deviation()).isCloseTo(0.5 * Math.exp(0.2 * (0.25 - 1) / 2), within(1e-12));
    double before = policy.deviation();
    policy.broaden(0.02);
    assertThat(policy.deviation()).isCloseTo(before * Math.exp(0.01), within(1e-12));
  }

  @Test
  void aGaussianNeitherLeavesTheRangeNorCollapses() {
    Policy.Gaussian policy = new Policy.Gaussian(UNIT);
    for (int i = 0; i < 200; i++) {
      policy.learn(1.0, 0.5);
    }
    assertThat(policy.mean()).isCloseTo(1, within(1e-6));
    assertThat(policy.deviation()).isCloseTo(1e-3, within(1e-12));
    policy.learn(0.0, -0.5);
    assertThat(policy.mean()).isEqualTo(1);
  }

  @Test
  void optionsAreDrawnByTheirProbabilities() {
    Policy.Softmax policy = uneven();
    long[] hits = new long[3];
    for (int i = 0; i < SAMPLES; i++) {
      hits[CHOICE.values().indexOf(policy.draw(random))]++;
    }
    assertThat(new ChiSquareTest().chiSquareTest(policy.probabilities(), hits))
        .isGreaterThan(LEVEL);
  }

  @Test
  void numbersAreDrawnFromAMirroredNormalDistribution() {
    Policy.Gaussian policy = new Policy.Gaussian(UNIT);
    policy.learn(0.9, 0.3);
    NormalDistribution normal = new NormalDistribution(policy.mean(), policy.deviation());
    UniformRealDistribution mirrored =
        new UniformRealDistribution(0, 1) {
          private static final long serialVersionUID = 1L;

          @Override
          public double cumulativeProbability(double x) {
            return List.of(-4, -2, 0, 2, 4).stream()
                .mapToDouble(turn -> normal.probability(turn - x, turn + x))
                .sum();
          }
        };
    double[] drawn =
        DoubleStream.generate(() -> (Double) policy.draw(random)).limit(SAMPLES).toArray();
    assertThat(new KolmogorovSmirnovTest().kolmogorovSmirnovTest(mirrored, drawn))
        .isGreaterThan(LEVEL);
  }
}
