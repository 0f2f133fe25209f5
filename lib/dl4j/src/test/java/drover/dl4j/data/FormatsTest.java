package drover.dl4j.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import drover.dl4j.layers.Shape;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;

/** Every format but tables, by the smallest files of it. */
class FormatsTest {

  private static final byte[] IMAGES = {
    0, 0, 8, 3, 0, 0, 0, 2, 0, 0, 0, 1, 0, 0, 0, 3, 1, 2, 3, -1, 5, 6
  };
  private static final byte[] LABELS = {0, 0, 8, 1, 0, 0, 0, 2, 7, 4};

  @Test
  void idxIsTwoFiles() throws IOException {
    Examples examples =
        read("", TestData.file("images", gzip(IMAGES)), TestData.file("labels", LABELS));
    assertThat(examples.shape()).isEqualTo(new Shape.Image(1, 3, 1));
    assertThat(TestData.features(examples)).containsExactly(1, 2, 3, 255, 5, 6);
    assertThat(TestData.classes(examples)).containsExactly("4", "7");
    assertThat(TestData.labels(examples)).containsExactly(1, 0);
  }

  @Test
  void idxThatEndsEarly() throws IOException {
    DataFile labels = TestData.file("labels", LABELS);
    byte[] cut = Arrays.copyOf(IMAGES, IMAGES.length - 1);
    assertMistake(
        "images:2: the file ends here; its header says that it has 2 entries of 3 bytes",
        "",
        TestData.file("images", cut),
        labels);
    byte[] zipped = gzip(IMAGES);
    assertMistake(
        "images:2: the file ends here",
        "",
        TestData.file("images", Arrays.copyOf(zipped, zipped.length - 12)),
        labels);
    assertMistake("a file of images and a file of labels", "", TestData.file("images", IMAGES));
    byte[] more = LABELS.clone();
    more[7] = 3;
    assertMistake(
        "2 images, but 3 labels in labels",
        "",
        TestData.file("images", IMAGES),
        TestData.file("labels", more));
  }

  @Test
  void cifarIsLabelsAndPlanes() throws IOException {
    String data = "shape = [1, 2, 3], format = cifar";
    byte[] records = {1, 10, 11, 20, 21, 30, 31, 0, -1, 0, 0, 0, 0, 0};
    Examples examples = read(data, TestData.file("train.bin", records));
    assertThat(examples.shape()).isEqualTo(new Shape.Image(1, 2, 3));
    assertThat(TestData.labels(examples)).containsExactly(1, 0);
    assertThat(TestData.features(examples)).startsWith(10, 11, 20, 21, 30, 31, 255);
    assertMistake(
        "train.bin:2: the file ends within this record: it has 4 bytes of 7",
        data,
        TestData.file("train.bin", Arrays.copyOf(records, 11)));
    byte[] record = new byte[2 * 3073];
    record[3073] = 11;
    assertMistake(
        "train.bin:2: the label must be from 0 to 9, as in CIFAR-10, but is 11",
        "",
        TestData.file("train.bin", record));
  }

  @Test
  void sequencesOfTheArchivesArePadded() throws IOException {
    String ts = "#\n@problemName x\n@data\n1,2,3:4,5,6:yes\n7:8:no\n";
    Examples examples = read("", TestData.file("x.ts", ts));
    assertThat(examples.shape()).isEqualTo(new Shape.Sequence(3, 2));
    assertThat(TestData.features(examples)).containsExactly(1, 2, 3, 4, 5, 6, 7, 0, 0, 8, 0, 0);
    assertThat(examples.lengths()).containsExactly(3, 1);
    assertMistake(
        "x.ts:4: feature 1 has 2 steps, but feature 0 has 3",
        "",
        TestData.file("x.ts", "#\n@a\n@data\n1,2,3:4,5:yes\n"));
    assertMistake(
        "x.ts:3: 1 features, but the first sequence has 2",
        "",
        TestData.file("x.ts", "@data\n1:1:a\n1:b\n"));
    assertMistake(
        "x.ts:2: feature 0 must be a number, but is 'x'",
        "",
        TestData.file("x.ts", "@data\n1,x:a\n"));
    assertMistake("there is no line @data", "", TestData.file("x.ts", "@problemName x\n"));
  }

  @Test
  void theHeaderOfSequencesIsABinding() {
    String header = "@univariate false\n@dimensions 2\n@classLabel true yes no\n@data\n";
    assertMistake(
        "x.ts:6: 1 features, but @dimensions is 2",
        "",
        TestData.file("x.ts", header + "1:2:yes\n1:no\n"));
    assertMistake(
        "x.ts:5: the label must be one of [no, yes], as @classLabel says, but is 'maybe'",
        "",
        TestData.file("x.ts", header + "1:2:maybe\n"));
  }

  @Test
  void sequencesAsFilesHaveTheirFoldersClass() throws IOException {
    Examples examples =
        read(
            "",
            TestData.file("up/1.csv", "a,b\n1,10\n2,20\n"),
            TestData.file("down/1.csv", "3,30\n"));
    assertThat(examples.shape()).isEqualTo(new Shape.Sequence(2, 2));
    assertThat(TestData.features(examples)).containsExactly(1, 2, 10, 20, 3, 0, 30, 0);
    assertThat(TestData.classes(examples)).containsExactly("down", "up");
    assertMistake(
        "up/1.csv:2: 1 fields, but the first step has 2",
        "",
        TestData.file("up/1.csv", "1,2\n3\n"));
  }

  @Test
  void libsvmIsSparse() throws IOException {
    Examples examples = read("", TestData.file("a.svm", "+1 2:0.5 4:1\n-1 1:3 # so\n"));
    assertThat(TestData.features(examples)).containsExactly(0, .5f, 0, 1, 3, 0, 0, 0);
    assertThat(TestData.classes(examples)).containsExactly("-1", "+1");
    assertMistake("a.svm:1: '2=1' must be index:value", "", TestData.file("a.svm", "1 2=1\n"));
    assertMistake(
        "a.svm:1: index 2 must be more than 3", "", TestData.file("a.svm", "1 3:1 2:1\n"));
  }

  @Test
  void imagesAreResizedAndHaveTheirFoldersClass() throws IOException {
    String data = "shape = [2, 2, 3]";
    Examples examples =
        read(
            data,
            TestData.file("red/a.png", image(8, 8, 0xff0000)),
            TestData.file("blue/b.png", image(2, 2, 0x0000ff)));
    assertThat(TestData.features(examples))
        .containsExactly(
            255, 255, 255, 255, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 255, 255, 255, 255);
    assertThat(TestData.classes(examples)).containsExactly("blue", "red");
    Examples grey =
        read(
            "shape = [1, 1, 1]",
            TestData.file("a/a.png", image(1, 1, 0x00ff00)),
            TestData.file("b/a.png", image(3, 3, 0xffffff)));
    assertThat(TestData.features(grey)).containsExactly(150, 255);
    assertMistake(
        "a.png: must lie in a folder named after its class",
        data,
        TestData.file("a.png", image(1, 1, 1)));
    assertMistake("a/a.png: this is no PNG", data, TestData.file("a/a.png", "text"));
    byte[] cut = Arrays.copyOf(image(8, 8, 1), 40);
    assertMistake("a/a.png: the image cannot be read", data, TestData.file("a/a.png", cut));
  }

  @Test
  void textsBecomePlacesInAVocabulary() throws IOException {
    String data = "format = text, text { min-count = 2, length = 4 }";
    DataFile table =
        TestData.file("t.tsv", "text\tlabel\nA good, good film\tyes\nit's A 5\" film!\tno\n");
    try (Spool spool = Spool.small()) {
      Format format = new Texts(TestData.settings("source = t, " + data), spool);
      format.read(List.of(table), Integer.MAX_VALUE);
      Format.Encoded encoded = format.encode(new int[] {0, 1});
      assertThat(encoded.encoding().get("vocabulary"))
          .extracting(word -> word.textValue())
          .containsExactly("<unknown>", "a", "good");
      assertThat(encoded.shape()).isEqualTo(new Shape.Tokens(4, 3));
      float[] row = new float[4];
      assertThat(encoded.rows().next(row)).isEqualTo(4);
      assertThat(row).as("a good , good").containsExactly(1, 2, 0, 2);
      assertThat(format.encode(new int[] {1}).encoding().get("vocabulary"))
          .as("one text has no word twice")
          .hasSize(1);
    }
  }

  @Test
  void textsAsLinesOfAFileForEachClass() throws IOException {
    Examples examples =
        read(
            "text.min-count = 1",
            TestData.file("pos.txt", "so good\n\ngreat\n"),
            TestData.file("neg.txt", "bad\n"));
    assertThat(TestData.labels(examples)).containsExactly(1, 1, 0);
    assertThat(examples.lengths()).containsExactly(2, 1, 1);
  }

  private static Examples read(String data, DataFile... files) throws IOException {
    DataSettings settings = TestData.settings("source = my, " + data);
    return TestData.read(spool -> Formats.of(settings, List.of(files), spool), files);
  }

  private static void assertMistake(String message, String data, DataFile... files) {
    assertThatThrownBy(() -> read(data, files))
        .isInstanceOf(DataException.class)
        .hasMessageContaining(message);
  }

  private static byte[] gzip(byte[] content) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
      gzip.write(content);
    }
    return bytes.toByteArray();
  }

  private static byte[] image(int width, int height, int rgb) throws IOException {
    BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    for (int i = 0; i < width * height; i++) {
      image.setRGB(i % width, i / width, rgb);
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    ImageIO.write(image, "png", bytes);
    return bytes.toByteArray();
  }
}
