package drover.dl4j.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.Transparency;
import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ColorModel;
import java.awt.image.ComponentColorModel;
import java.awt.image.DataBuffer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;

class ImagesTest {

  private static final int EDGE = 16;

  @Test
  void imagesAreResizedAndHaveTheirFoldersClass() throws IOException {
    String data = "shape = [2, 2, 3]";
    Examples examples =
        TestData.read(
            data,
            TestData.file("red/a.png", image(8, 0xff0000)),
            TestData.file("blue/b.png", image(2, 0x0000ff)));
    assertThat(TestData.features(examples))
        .containsExactly(
            255, 255, 255, 255, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 255, 255, 255, 255);
    assertThat(TestData.classes(examples)).containsExactly("blue", "red");
    Examples grey =
        TestData.read(
            "shape = [1, 1, 1]",
            TestData.file("a/a.png", image(1, 0x00ff00)),
            TestData.file("b/a.png", image(3, 0xffffff)));
    assertThat(TestData.features(grey)).containsExactly(150, 255);
    TestData.assertMistake(
        "a.png: must lie in a folder named after its class",
        data,
        TestData.file("a.png", image(1, 1)));
    TestData.assertMistake("a/a.png: this is no PNG", data, TestData.file("a/a.png", "text"));
    byte[] cut = Arrays.copyOf(image(8, 1), 40);
    TestData.assertMistake(
        "a/a.png: the image cannot be read", data, TestData.file("a/a.png", cut));
  }

  @Test
  void greyPixelsAreAsTheFileHasThem() throws IOException {
    for (String format : List.of("png", "jpg", "gif", "bmp")) {
      assertThat(sizes(format, grey(BufferedImage.TYPE_BYTE_GRAY, 128)))
          .as(format)
          .containsOnly(128f);
    }
    assertThat(sizes("png", grey(BufferedImage.TYPE_USHORT_GRAY, 128 * 257))).containsOnly(128f);
    assertThat(sizes("png", greyWithOpacity(255))).containsOnly(128f);
  }

  @Test
  void transparentPixelsAreBlack() throws IOException {
    BufferedImage clear = new BufferedImage(EDGE, EDGE, BufferedImage.TYPE_INT_ARGB);
    for (int i = 0; i < EDGE * EDGE; i++) {
      clear.setRGB(i % EDGE, i / EDGE, 0x00ff80ff);
    }
    assertThat(sizes("png", clear)).containsOnly(0f);
    assertThat(sizes("png", greyWithOpacity(0))).containsOnly(0f);
    assertThat(sizes("png", greyWithOpacity(51))).as("a fifth of 128").containsOnly(26f);
  }

  @Test
  void jpegsAreInColour() throws IOException {
    Examples examples =
        TestData.read(
            "shape = [8, 8, 3]",
            TestData.file("a/a.jpg", bytes("jpg", plain(16, 0xc81e1e))),
            TestData.file("b/a.jpeg", bytes("jpg", plain(8, 0x1e1ec8))));
    float[] pixels = TestData.features(examples);
    for (int i = 0; i < 64; i++) {
      assertThat(pixels[i]).as("red").isBetween(195f, 205f);
      assertThat(pixels[64 + i]).as("green").isBetween(25f, 35f);
      assertThat(pixels[192 + i]).as("red of the blue one").isBetween(25f, 35f);
      assertThat(pixels[320 + i]).as("blue of the blue one").isBetween(195f, 205f);
    }
  }

  /** The pixels of a square image as it is, enlarged and reduced, in grey and in colour. */
  private static List<Float> sizes(String format, BufferedImage image) throws IOException {
    List<Float> all = new ArrayList<>();
    for (int edge : new int[] {EDGE, 2 * EDGE, EDGE / 2}) {
      for (int channels : new int[] {1, 3}) {
        Examples examples =
            TestData.read(
                "shape = [%d, %d, %d]".formatted(edge, edge, channels),
                TestData.file("a/a." + format, bytes(format, image)),
                TestData.file("b/a." + format, bytes(format, image)));
        for (float pixel : TestData.features(examples)) {
          all.add(pixel);
        }
      }
    }
    return all;
  }

  private static BufferedImage grey(int type, int value) {
    BufferedImage image = new BufferedImage(EDGE, EDGE, type);
    fill(image, 0, value);
    return image;
  }

  private static BufferedImage greyWithOpacity(int alpha) {
    ColorModel model =
        new ComponentColorModel(
            ColorSpace.getInstance(ColorSpace.CS_GRAY),
            true,
            false,
            Transparency.TRANSLUCENT,
            DataBuffer.TYPE_BYTE);
    BufferedImage image =
        new BufferedImage(model, model.createCompatibleWritableRaster(EDGE, EDGE), false, null);
    fill(image, 0, 128);
    fill(image, 1, alpha);
    return image;
  }

  private static void fill(BufferedImage image, int band, int value) {
    for (int i = 0; i < EDGE * EDGE; i++) {
      image.getRaster().setSample(i % EDGE, i / EDGE, band, value);
    }
  }

  private static byte[] image(int edge, int rgb) throws IOException {
    return bytes("png", plain(edge, rgb));
  }

  private static BufferedImage plain(int edge, int rgb) {
    BufferedImage image = new BufferedImage(edge, edge, BufferedImage.TYPE_INT_RGB);
    for (int i = 0; i < edge * edge; i++) {
      image.setRGB(i % edge, i / edge, rgb);
    }
    return image;
  }

  private static byte[] bytes(String format, BufferedImage image) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    assertThat(ImageIO.write(image, format, bytes)).isTrue();
    return bytes.toByteArray();
  }
}
