package drover.dl4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import drover.dl4j.data.Targets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class MetricsTest {

  private static final Offset<Double> ROUNDING = within(1e-6);

  @Test
  void measuresByHand() {
    float[] probabilities = {
      0.7f, 0.2f, 0.1f, // true 0, said 0
      0.5f, 0.3f, 0.2f, // true 1, said 0
      0.1f, 0.8f, 0.1f, // true 1, said 1
      0.2f, 0.3f, 0.5f // true 2, said 2
    };
    Map<String, Double> metrics = of(probabilities, 3, 0, 1, 1, 2);

    assertThat(metrics.get("accuracy")).isEqualTo(0.75);
    // F1 of class 0: 2/3 (one hit, one false positive); of 1: 2/3 (one hit, one miss); of 2: 1
    assertThat(metrics.get("macro-f1")).isCloseTo((2 / 3.0 + 2 / 3.0 + 1) / 3, ROUNDING);
    double logLoss = -(Math.log(0.7) + Math.log(0.3) + Math.log(0.8) + Math.log(0.5)) / 4;
    assertThat(metrics.get("log-loss")).isCloseTo(logLoss, ROUNDING);
  }

  @Test
  void aClassThatNeitherOccursNorIsPredictedDoesNotCount() {
    float[] probabilities = {0.9f, 0.1f, 0, 0.2f, 0.8f, 0};
    assertThat(of(probabilities, 3, 0, 1).get("macro-f1")).isEqualTo(1);
  }

  @Test
  void certainAndWrongIsFinite() {
    assertThat(of(new float[] {1, 0}, 2, 1).get("log-loss")).isCloseTo(-Math.log(1e-15), ROUNDING);
  }

  @Test
  void probabilitiesThatAreNoNumbersShow() {
    float[] probabilities = {Float.NaN, Float.NaN};
    assertThat(of(probabilities, 2, 1).get("log-loss")).isNaN();
  }

  /** mcc as the correlation of the classes' indicators, auc by counting pairs of examples. */
  @Test
  void equalsTheDefinitions() {
    float[] probabilities = {
      0.6f, 0.3f, 0.1f,
      0.2f, 0.5f, 0.3f,
      0.4f, 0.4f, 0.2f,
      0.1f, 0.2f, 0.7f,
      0.3f, 0.6f, 0.1f,
      0.5f, 0.1f, 0.4f,
      0.1f, 0.3f, 0.6f,
      0.3f, 0.4f, 0.3f
    };
    Map<String, Double> metrics = of(probabilities, 3, 0, 1, 1, 2, 0, 2, 2, 1);
    // Right are 1 of 2, 2 of 3 and 2 of 3.
    assertThat(metrics.get("accuracy")).isEqualTo(5 / 8.0);
    assertThat(metrics.get("balanced-accuracy"))
        .isCloseTo((1 / 2.0 + 2 / 3.0 + 2 / 3.0) / 3, ROUNDING);
    assertThat(metrics.get("macro-f1")).isCloseTo(0.6222222222222222, ROUNDING);
    assertThat(metrics.get("mcc")).isCloseTo(0.4523809523809524, ROUNDING);
    assertThat(metrics.get("auc")).isCloseTo(0.8638888888888889, ROUNDING);
  }

  @Test
  void aucCountsPairsInTheRightOrder() {
    // Class 1 is given .1, .4, .35 and .8: of the pairs (1, 0), three of four are right.
    float[] probabilities = {.9f, .1f, .6f, .4f, .65f, .35f, .2f, .8f};
    assertThat(of(probabilities, 2, 0, 0, 1, 1).get("auc")).isCloseTo(.75, ROUNDING);
    assertThat(of(new float[] {.5f, .5f, .5f, .5f}, 2, 0, 1).get("auc")).isEqualTo(.5);
    assertThat(of(new float[] {.5f, .5f}, 2, 1).get("auc")).as("nothing to rank").isEqualTo(.5);
  }

  @Test
  void aucOfManyEqualProbabilitiesIsAHalf() {
    int examples = 70_000;
    float[] probabilities = new float[2 * examples];
    Arrays.fill(probabilities, .5f);
    int[] labels = IntStream.range(0, examples).map(i -> i % 2).toArray();
    assertThat(of(probabilities, 2, labels).get("auc")).isEqualTo(.5);
  }

  @Test
  void oneClassForAllIsNoCorrelation() {
    assertThat(of(new float[] {.9f, .1f, .8f, .2f}, 2, 0, 1).get("mcc")).isZero();
  }

  @Test
  void numbersAreMeasuredInTheirOwnUnits() {
    // Outputs 0 and 1 mean 10 and 12; the true numbers are 3, -0.5, 2, 7 moved by 10.
    double[] truth = {13, 9.5, 12, 17};
    float[] outputs = {1.25f, 0, 1, 4};
    Map<String, Double> metrics = Metrics.of(outputs, new Targets.Numbers(truth, 10, 2));
    assertThat(metrics).containsOnlyKeys("mse", "mae", "r2");
    assertThat(metrics.get("mse")).isCloseTo(0.375, ROUNDING);
    assertThat(metrics.get("mae")).isCloseTo(0.5, ROUNDING);
    assertThat(metrics.get("r2")).isCloseTo(0.9486081370449679, ROUNDING);
  }

  @Test
  void numbersThatAreAllAlikeHaveNoSpreadToExplain() {
    Targets.Numbers targets = new Targets.Numbers(new double[] {1, 1}, 0, 1);
    assertThat(Metrics.of(new float[] {1, 1}, targets).get("r2")).isEqualTo(1);
    assertThat(Metrics.of(new float[] {1, 2}, targets).get("r2")).isZero();
  }

  private static Map<String, Double> of(float[] probabilities, int classes, int... labels) {
    List<String> names = IntStream.range(0, classes).mapToObj(Integer::toString).toList();
    return Metrics.of(probabilities, new Targets.Classes(labels, names));
  }
}
