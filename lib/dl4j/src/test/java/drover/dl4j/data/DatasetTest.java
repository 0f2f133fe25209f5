package drover.dl4j.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import drover.dl4j.layers.Shape;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class DatasetTest {

  @Test
  void digitsComeWithTheirShapeAndClasses() throws IOException {
    Examples digits = Digits.read();
    assertThat(digits.size()).isEqualTo(1797);
    assertThat(digits.shape()).isEqualTo(new Shape.Image(8, 8, 1));
    assertThat(digits.classes()).containsExactly("0", "1", "2", "3", "4", "5", "6", "7", "8", "9");
    assertThat(digits.features()).startsWith(0, 0, 5, 13, 9, 1, 0, 0);
  }

  @Test
  void theNormalisationKnowsTheTrainingPartAlone() throws IOException {
    int size = 1000;
    float[] features = new float[2 * size];
    int[] labels = new int[size];
    for (int i = 0; i < size; i++) {
      features[2 * i] = i;
      features[2 * i + 1] = 3; // never changes
      labels[i] = i % 2;
    }
    Examples examples = new Examples(new Shape.Flat(2), features, labels, List.of("a", "b"));
    DataSettings settings = new DataSettings("my.csv", "last", "no", 0.2, 0.2, Optional.empty());
    Dataset data = Dataset.split(examples, settings, 7);

    assertThat(mean(data.train(), 0)).isCloseTo(0, within(1e-4));
    assertThat(deviation(data.train(), 0)).isCloseTo(1, within(1e-4));
    assertThat(Math.abs(mean(data.validation(), 0))).isGreaterThan(1e-3);
    assertThat(mean(data.train(), 1)).isZero();
    assertThat(mean(data.test(), 1)).as("as the source has it").isEqualTo(3);
  }

  @Test
  void anImagesPixelsKeepTheirProportions() throws IOException {
    Dataset data =
        Dataset.split(
            Digits.read(),
            new DataSettings("digits", "last", "auto", 0.2, 0.2, Optional.empty()),
            7);
    float[] pixels = data.train().features();
    float dark = pixels[0]; // the first pixel is always dark
    for (int i = 0; i < pixels.length; i += 64) {
      assertThat(pixels[i]).isEqualTo(dark);
    }
    double sum = 0;
    for (float pixel : pixels) {
      sum += pixel;
    }
    assertThat(sum / pixels.length).isCloseTo(0, within(1e-4));
  }

  private static double mean(Examples examples, int column) {
    double sum = 0;
    for (int i = 0; i < examples.size(); i++) {
      sum += examples.features()[2 * i + column];
    }
    return sum / examples.size();
  }

  private static double deviation(Examples examples, int column) {
    double squares = 0;
    for (int i = 0; i < examples.size(); i++) {
      squares += Math.pow(examples.features()[2 * i + column], 2);
    }
    return Math.sqrt(squares / examples.size());
  }
}
