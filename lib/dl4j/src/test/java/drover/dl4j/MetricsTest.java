package drover.dl4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Map;
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
    Map<String, Double> metrics = Metrics.of(probabilities, new int[] {0, 1, 1, 2}, 3);

    assertThat(metrics.get("accuracy")).isEqualTo(0.75);
    // F1 of class 0: 2/3 (one hit, one false positive); of 1: 2/3 (one hit, one miss); of 2: 1
    assertThat(metrics.get("macro-f1")).isCloseTo((2 / 3.0 + 2 / 3.0 + 1) / 3, ROUNDING);
    double logLoss = -(Math.log(0.7) + Math.log(0.3) + Math.log(0.8) + Math.log(0.5)) / 4;
    assertThat(metrics.get("log-loss")).isCloseTo(logLoss, ROUNDING);
  }

  @Test
  void aClassThatNeitherOccursNorIsPredictedDoesNotCount() {
    float[] probabilities = {0.9f, 0.1f, 0, 0.2f, 0.8f, 0};
    assertThat(Metrics.of(probabilities, new int[] {0, 1}, 3).get("macro-f1")).isEqualTo(1);
  }

  @Test
  void certainAndWrongIsFinite() {
    assertThat(Metrics.of(new float[] {1, 0}, new int[] {1}, 2).get("log-loss"))
        .isCloseTo(-Math.log(1e-15), ROUNDING);
  }

  @Test
  void probabilitiesThatAreNoNumbersShow() {
    float[] probabilities = {Float.NaN, Float.NaN};
    assertThat(Metrics.of(probabilities, new int[] {1}, 2).get("log-loss")).isNaN();
  }
}
