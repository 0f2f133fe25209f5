package drover.dl4j.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import drover.dl4j.layers.Shape;
import java.io.IOException;
import java.nio.file.Path;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DatasetTest {

  @TempDir Path folder;

  @Test
  void digitsComeWithTheirShapeAndClasses() throws IOException {
    Examples digits = TestData.read(Digits::read);
    assertThat(digits.size()).isEqualTo(1797);
    assertThat(digits.shape()).isEqualTo(new Shape.Image(8, 8, 1));
    assertThat(TestData.classes(digits))
        .containsExactly("0", "1", "2", "3", "4", "5", "6", "7", "8", "9");
    assertThat(TestData.features(digits)).startsWith(0, 0, 5, 13, 9, 1, 0, 0);
  }

  @Test
  void theNormalisationKnowsTheTrainingPartAlone() throws IOException {
    int size = 1000;
    StringBuilder csv = new StringBuilder();
    for (int i = 0; i < size; i++) {
      csv.append(i).append(",3,").append(i % 2 == 0 ? "a" : "b").append('\n'); // 3 never changes
    }
    DataSettings settings = TestData.settings("source = my.csv, header = no");
    DataFile file = TestData.file("my.csv", csv.toString());
    Dataset data =
        TestData.dataset(folder.resolve("data"), settings, spool -> new Csv(settings, spool), file);

    assertThat(mean(data.train(), 0)).isCloseTo(0, within(1e-4));
    assertThat(deviation(data.train(), 0)).isCloseTo(1, within(1e-4));
    assertThat(Math.abs(mean(data.validation(), 0))).isGreaterThan(1e-3);
    assertThat(mean(data.train(), 1)).isZero();
    assertThat(mean(data.test(), 1)).isZero();
    assertThat(mean(data.test().with(Standardisation.NONE), 1)).isEqualTo(3);
  }

  @Test
  void aClassThatTheTrainingPartLacksIsTold() {
    DataFile file = TestData.file("my.csv", "1,a\n2,a\n3,a\n4,b\n5,a\n6,a\n");
    assertThatThrownBy(() -> dataset("source = my.csv, validation = 0.2, test = 0.25", file))
        .hasMessageStartingWith("my.csv: no example of class 'b' is in the training part")
        .hasMessageContaining("the first is example 4 of my.csv");
    assertThat(folder).as("what was made in vain").isDirectoryNotContaining("glob:**making-*");
  }

  @Test
  void wholeNumbersThatMayBeNoClassesAreHintedAt() {
    String hint = "; if the labels are numbers to predict, say data.task = regression";
    String prices = "1,103\n2,99\n3,111\n4,107\n5,98\n6,120\n";
    assertThatThrownBy(() -> dataset("source = my.csv", TestData.file("my.csv", prices)))
        .hasMessage("my.csv: too few examples to split: 6" + hint);
    DataFile rare = TestData.file("my.csv", "1,7\n2,7\n3,7\n4,9\n5,7\n6,7\n");
    String shares = "source = my.csv, validation = 0.2, test = 0.25";
    assertThatThrownBy(() -> dataset(shares, rare))
        .hasMessageStartingWith("my.csv: no example of class '9' is in the training part")
        .hasMessageEndingWith(hint);
    assertThatThrownBy(() -> dataset(shares + ", task = classification", rare))
        .hasMessageNotContaining("regression");
  }

  private void dataset(String data, DataFile file) throws IOException {
    DataSettings settings = TestData.settings(data);
    TestData.dataset(folder.resolve("data"), settings, spool -> new Csv(settings, spool), file);
  }

  @Test
  void anImagesPixelsKeepTheirProportions() throws IOException {
    Dataset data =
        TestData.dataset(
            folder.resolve("data"), TestData.settings("source = digits"), Digits::read);
    float[] pixels = TestData.features(data.train());
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

  @Test
  void heldExamplesReadTheSame() throws IOException {
    Examples digits = TestData.read(Digits::read).at(new int[] {7, 3, 1000});
    Examples held = digits.held();
    assertThat(held.rows()).isInstanceOf(Rows.Held.class);
    float[] expected = new float[64];
    float[] row = new float[64];
    for (int i = 0; i < 3; i++) {
      digits.read(i, expected);
      held.read(i, row);
      assertThat(row).isEqualTo(expected);
    }
  }

  private static double mean(Examples examples, int column) {
    return column(examples, column).average().orElseThrow();
  }

  private static double deviation(Examples examples, int column) {
    return Math.sqrt(column(examples, column).map(value -> value * value).average().orElseThrow());
  }

  private static DoubleStream column(Examples examples, int column) {
    float[] features = TestData.features(examples);
    return IntStream.range(0, examples.size()).mapToDouble(i -> features[2 * i + column]);
  }
}
