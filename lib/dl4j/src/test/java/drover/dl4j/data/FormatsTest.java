package drover.dl4j.data;

import static org.assertj.core.api.Assertions.assertThat;

import drover.dl4j.layers.Shape;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Every format but tables, by the smallest files of it. */
class FormatsTest {

  @Test
  void cifarIsLabelsAndPlanes() throws IOException {
    String data = "shape = [1, 2, 3], format = cifar";
    byte[] records = {1, 10, 11, 20, 21, 30, 31, 0, -1, 0, 0, 0, 0, 0};
    Examples examples = TestData.read(data, TestData.file("train.bin", records));
    assertThat(examples.shape()).isEqualTo(new Shape.Image(1, 2, 3));
    assertThat(TestData.labels(examples)).containsExactly(1, 0);
    assertThat(TestData.features(examples)).startsWith(10, 11, 20, 21, 30, 31, 255);
    TestData.assertMistake(
        "train.bin:2: the file ends within this record: it has 4 bytes of 7",
        data,
        TestData.file("train.bin", Arrays.copyOf(records, 11)));
    byte[] record = new byte[2 * 3073];
    record[3073] = 11;
    TestData.assertMistake(
        "train.bin:2: the label must be from 0 to 9, as in CIFAR-10, but is 11",
        "",
        TestData.file("train.bin", record));
  }

  @Test
  void cifar100HasTwoLabelsOfWhichTheFineOneCounts() throws IOException {
    byte[] records = new byte[3 * 3074];
    for (int i = 0; i < 3; i++) {
      records[3074 * i] = 19; // coarse
      records[3074 * i + 1] = (byte) (97 + i);
      records[3074 * i + 2] = (byte) (10 + i); // red of the first pixel
      records[3074 * i + 3073] = (byte) (250 + i); // blue of the last one
    }
    DataFile plain = TestData.file("train.bin", records);
    DataFile zipped = TestData.file("train.bin.gz", TestData.gzip(records));
    for (DataFile file : List.of(plain, zipped)) {
      Examples examples = TestData.read("", file);
      assertThat(TestData.classes(examples)).containsExactly("97", "98", "99");
      float[] pixels = TestData.features(examples);
      assertThat(pixels).hasSize(3 * 3072);
      assertThat(pixels[3072]).isEqualTo(11);
      assertThat(pixels[2 * 3072 - 1]).isEqualTo(251);
    }
  }

  @Test
  void cifarMayBeGzipped() throws IOException {
    byte[] records = new byte[2 * 3073];
    records[3073] = 9;
    records[3074] = -1;
    byte[] zipped = TestData.gzip(records);
    Examples examples = TestData.read("", TestData.file("data.bin.gz", zipped));
    assertThat(TestData.classes(examples)).containsExactly("0", "9");
    assertThat(TestData.features(examples)[3072]).isEqualTo(255);
    TestData.assertMistake(
        "data.bin.gz: the gzipped file is cut off or damaged",
        "",
        TestData.file("data.bin.gz", Arrays.copyOf(zipped, zipped.length - 12)));
  }

  @Test
  void sequencesOfTheArchivesArePadded() throws IOException {
    String ts = "#\n@problemName x\n@data\n1,2,3:4,5,6:yes\n7:8:no\n";
    Examples examples = TestData.read("", TestData.file("x.ts", ts));
    assertThat(examples.shape()).isEqualTo(new Shape.Sequence(3, 2));
    assertThat(TestData.features(examples)).containsExactly(1, 2, 3, 4, 5, 6, 7, 0, 0, 8, 0, 0);
    assertThat(examples.lengths()).containsExactly(3, 1);
    TestData.assertMistake(
        "x.ts:4: feature 1 has 2 steps, but feature 0 has 3",
        "",
        TestData.file("x.ts", "#\n@a\n@data\n1,2,3:4,5:yes\n"));
    TestData.assertMistake(
        "x.ts:3: 1 features, but the first sequence has 2",
        "",
        TestData.file("x.ts", "@data\n1:1:a\n1:b\n"));
    TestData.assertMistake(
        "x.ts:2: feature 0 must be a number, but is 'x'",
        "",
        TestData.file("x.ts", "@data\n1,x:a\n"));
    TestData.assertMistake("there is no line @data", "", TestData.file("x.ts", "@problemName x\n"));
  }

  @Test
  void theHeaderOfSequencesIsABinding() {
    String header = "@univariate false\n@dimensions 2\n@classLabel true yes no\n@data\n";
    TestData.assertMistake(
        "x.ts:6: 1 features, but @dimensions is 2",
        "",
        TestData.file("x.ts", header + "1:2:yes\n1:no\n"));
    TestData.assertMistake(
        "x.ts:5: the label must be one of [no, yes], as @classLabel says, but is 'maybe'",
        "",
        TestData.file("x.ts", header + "1:2:maybe\n"));
  }

  @Test
  void sequencesAsFilesHaveTheirFoldersClass() throws IOException {
    Examples examples =
        TestData.read(
            "",
            TestData.file("up/1.csv", "a,b\n1,10\n2,20\n"),
            TestData.file("down/1.csv", "3,30\n"));
    assertThat(examples.shape()).isEqualTo(new Shape.Sequence(2, 2));
    assertThat(TestData.features(examples)).containsExactly(1, 2, 10, 20, 3, 0, 30, 0);
    assertThat(TestData.classes(examples)).containsExactly("down", "up");
    TestData.assertMistake(
        "up/1.csv:2: 1 fields, but the first step has 2",
        "",
        TestData.file("up/1.csv", "1,2\n3\n"));
  }

  @Test
  void libsvmIsSparse() throws IOException {
    Examples examples = TestData.read("", TestData.file("a.svm", "+1 2:0.5 4:1\n-1 1:3 # so\n"));
    assertThat(TestData.features(examples)).containsExactly(0, .5f, 0, 1, 3, 0, 0, 0);
    assertThat(TestData.classes(examples)).containsExactly("-1", "+1");
    TestData.assertMistake(
        "a.svm:1: '2=1' must be index:value", "", TestData.file("a.svm", "1 2=1\n"));
    TestData.assertMistake(
        "a.svm:1: index 2 must be more than 3", "", TestData.file("a.svm", "1 3:1 2:1\n"));
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
  void whatHoldsNoImagesHasNoShapeOfOne() {
    String shape = "shape = [1, 1, 1]";
    TestData.assertMistake(
        "my: shape is for images, and there are none in data of format ts",
        shape,
        TestData.file("x.ts", "@data\n1:a\n"));
    TestData.assertMistake("format csv-sequences", shape, TestData.file("a/1.csv", "1\n"));
    TestData.assertMistake("format text", "format = text, " + shape, TestData.file("a", "b"));
  }

  @Test
  void aFoldersNameIsAClassWhateverItIs() throws IOException {
    Examples examples =
        TestData.read("", TestData.file("NA/1.csv", "1\n"), TestData.file("US/1.csv", "2\n"));
    assertThat(TestData.classes(examples)).containsExactly("NA", "US");
  }

  @Test
  void textsAsLinesOfAFileForEachClass() throws IOException {
    Examples examples =
        TestData.read(
            "text.min-count = 1",
            TestData.file("pos.txt", "so good\n\ngreat\n"),
            TestData.file("neg.txt", "bad\n"));
    assertThat(TestData.labels(examples)).containsExactly(1, 1, 0);
    assertThat(examples.lengths()).containsExactly(2, 1, 1);
  }
}
