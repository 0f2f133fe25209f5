package drover.dl4j.data;

import static org.assertj.core.api.Assertions.assertThat;

import drover.dl4j.layers.Shape;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class IdxTest {

  private static final int[] PIXELS = {1, 2, 3, 255, 5, 6};

  @Test
  void idxIsTwoFiles() throws IOException {
    byte[] images = idx(PIXELS, 2, 1, 3);
    Examples examples = read("", TestData.gzip(images));
    assertThat(examples.shape()).isEqualTo(new Shape.Image(1, 3, 1));
    assertThat(TestData.features(examples)).containsExactly(1, 2, 3, 255, 5, 6);
    assertThat(TestData.classes(examples)).containsExactly("4", "7");
    assertThat(TestData.labels(examples)).containsExactly(1, 0);
    assertMistake(
        "a file of images and a file of labels", "", TestData.file("images", idx(PIXELS, 2, 3)));
    assertMistake(
        "2 images, but 3 labels in labels",
        "",
        TestData.file("images", images),
        TestData.file("labels", idx(new int[] {7, 4, 4}, 3)));
  }

  @Test
  void coloursComeChannelByChannel() throws IOException {
    int[] pixelByPixel = new int[2 * 4 * 3];
    int[] channelByChannel = new int[2 * 4 * 3];
    float[] expected = new float[2 * 4 * 3];
    for (int image = 0; image < 2; image++) {
      for (int pixel = 0; pixel < 4; pixel++) {
        for (int channel = 0; channel < 3; channel++) {
          int value = 100 * image + 10 * channel + pixel;
          pixelByPixel[12 * image + 3 * pixel + channel] = value;
          channelByChannel[12 * image + 4 * channel + pixel] = value;
          expected[12 * image + 4 * channel + pixel] = value;
        }
      }
    }
    Examples last = read("", idx(pixelByPixel, 2, 4, 1, 3));
    assertThat(last.shape()).isEqualTo(new Shape.Image(4, 1, 3));
    assertThat(TestData.features(last)).containsExactly(expected);
    Examples first = read("", idx(channelByChannel, 2, 3, 1, 4));
    assertThat(first.shape()).isEqualTo(new Shape.Image(1, 4, 3));
    assertThat(TestData.features(first)).containsExactly(expected);
  }

  @Test
  void vectorsAreImagesIfTheSettingsSaySo() throws IOException {
    byte[] vectors = idx(new int[8], 2, 4);
    assertThat(read("", vectors).shape()).isEqualTo(new Shape.Flat(4));
    assertThat(read("shape = [2, 2, 1]", vectors).shape()).isEqualTo(new Shape.Image(2, 2, 1));
    assertMistake(
        "my: an example has 4 features, but data.shape needs 9", "shape = [3, 3, 1]", vectors);
  }

  @Test
  void aFileUnlikeItsHeader() throws IOException {
    byte[] images = idx(PIXELS, 2, 3);
    byte[] cut = Arrays.copyOf(images, images.length - 1);
    byte[] longer = Arrays.copyOf(images, images.length + 1);
    assertMistake("images: the file has 17 bytes, but by its header 18: 2 entries of 3", "", cut);
    assertMistake("images: the file has 19 bytes, but by its header 18", "", longer);
    assertMistake(
        "images:2: the file ends here; its header says that it has 2 entries of 3 bytes",
        "",
        TestData.gzip(cut));
    assertMistake("images:2: the file goes on after this entry", "", TestData.gzip(longer));
    byte[] zipped = TestData.gzip(images);
    assertMistake(
        "images: the gzipped file is cut off or damaged",
        "",
        Arrays.copyOf(zipped, zipped.length - 9));
  }

  @Test
  void aDamagedHeaderIsTold() throws IOException {
    byte[] huge = idx(PIXELS, 2, 1 << 16, 1 << 16);
    assertMistake("images: the header is damaged: it says that an entry is of [65536", "", huge);
    byte[] large = idx(PIXELS, 2, 2_000_000_000);
    assertMistake("images: the file has 18 bytes, but by its header 4000000012", "", large);
    assertMistake("images:1: the file ends here", "", TestData.gzip(large));
    assertMistake("images: the header ends early", "", idx(PIXELS, 2, -1));
  }

  private static Examples read(String data, byte[] images) throws IOException {
    return TestData.read(data, TestData.file("images", images), labels());
  }

  private static void assertMistake(String message, String data, byte[] images) throws IOException {
    assertMistake(message, data, TestData.file("images", images), labels());
  }

  private static void assertMistake(String message, String data, DataFile... files) {
    TestData.assertMistake(message, data, files);
  }

  private static DataFile labels() throws IOException {
    return TestData.file("labels", idx(new int[] {7, 4}, 2));
  }

  private static byte[] idx(int[] bytes, int... sizes) throws IOException {
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    DataOutputStream out = new DataOutputStream(file);
    out.writeInt(0x0800 + sizes.length);
    for (int size : sizes) {
      out.writeInt(size);
    }
    for (int value : bytes) {
      out.writeByte(value);
    }
    return file.toByteArray();
  }
}
