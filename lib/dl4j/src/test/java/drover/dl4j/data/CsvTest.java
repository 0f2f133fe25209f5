package drover.dl4j.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import drover.dl4j.layers.Shape;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;

class CsvTest {

  @Test
  void readsAHeaderAndALabelByName() throws IOException {
    Examples examples = read("a,kind,b\n1,x,2\n3,y,4\n", "kind");
    assertThat(TestData.features(examples)).containsExactly(1, 2, 3, 4);
    assertThat(TestData.labels(examples)).containsExactly(0, 1);
    assertThat(TestData.classes(examples)).containsExactly("x", "y");
    assertThat(examples.shape()).isEqualTo(new Shape.Flat(2));
  }

  @Test
  void readsWithoutHeaderAndALabelByNumber() throws IOException {
    Examples examples = read("10,1.5,2\n9,3,4e1\n\n", "0");
    assertThat(TestData.features(examples)).containsExactly(1.5f, 2, 3, 40);
    assertThat(TestData.classes(examples)).as("in the order of numbers").containsExactly("9", "10");
    assertThat(TestData.labels(examples)).containsExactly(1, 0);
  }

  @Test
  void readsQuotedFieldsAndTakesTheLastColumnForTheLabel() throws IOException {
    Examples examples = read("\"a, b\",\"c\"\r\n1,\"x, \"\"y\"\"\"\r\n2,z\r\n", "last");
    assertThat(TestData.classes(examples)).containsExactly("x, \"y\"", "z");
  }

  @Test
  void readsGzippedFilesWhateverTheirName() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
      gzip.write("1,0\n2,1\n".getBytes(StandardCharsets.UTF_8));
    }
    Examples examples =
        TestData.read(
            spool -> new Csv(TestData.settings("source = my.csv"), spool),
            TestData.file("my", bytes.toByteArray()));
    assertThat(examples.size()).isEqualTo(2);
  }

  @Test
  void aGzippedFileThatWasCutOffIsToldWithItsRow() throws IOException {
    StringBuilder rows = new StringBuilder();
    for (int i = 0; i < 2000; i++) {
      rows.append(i * 31 % 97).append(',').append(i % 2).append('\n');
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
      gzip.write(rows.toString().getBytes(StandardCharsets.UTF_8));
    }
    byte[] cut = Arrays.copyOf(bytes.toByteArray(), bytes.size() / 2);
    assertThatThrownBy(
            () ->
                TestData.read(
                    spool -> new Csv(TestData.settings("source = my.csv"), spool),
                    TestData.file("my.csv.gz", cut)))
        .isInstanceOf(DataException.class)
        .hasMessageMatching("my.csv.gz:\\d+: the gzipped file is cut off or damaged here: .*");
  }

  @Test
  void theHeaderSettingOverrulesTheGuess() throws IOException {
    String years = "2001,2002,kind\n1,2,0\n3,4,1\n";
    assertThat(TestData.csv(years, "label = kind, header = yes").size()).isEqualTo(2);
  }

  @Test
  void mistakesNameTheFileAndTheRow() {
    assertMistake("a,b\n1,x\n2,y,z\n", "last", "my.csv:3: 3 fields, but the first row has 2");
    assertMistake("a,b\n1,x\nred,y\n", "last", "my.csv:3: column a must be a number, but is 'red'");
    assertMistake(
        "a,b\n1,x\nInfinity,y\n", "last", "my.csv:3: column a must be a number, but is 'Infinity'");
    assertMistake("a,b\n1,x\n2,\n", "last", "my.csv:3: the label is missing");
    assertMistake("a,b\n1,x\n2,x\n", "last", "my.csv: all labels are alike: [x]");
    assertMistake("a,b\n1,x\n", "c", "my.csv: there is no column 'c'; the columns are a, b");
    assertMistake("1,0\n2,1\n", "2", "without header, the columns are 0 to 1");
    assertMistake("a\n1\n", "last", "only one column");
    assertMistake("", "last", "my.csv:1: the first row is empty");
  }

  private static void assertMistake(String csv, String label, String message) {
    assertThatThrownBy(() -> read(csv, label))
        .isInstanceOf(DataException.class)
        .hasMessageContaining(message);
  }

  private static Examples read(String csv, String label) throws IOException {
    return TestData.csv(csv, "label = \"" + label + "\"");
  }
}
