package drover.dl4j.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import drover.dl4j.layers.Shape;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
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
    byte[] zipped = TestData.gzip("1,0\n2,1\n".getBytes(StandardCharsets.UTF_8));
    Examples examples =
        TestData.read(
            spool -> new Csv(TestData.settings("source = my.csv"), spool),
            TestData.file("my", zipped));
    assertThat(examples.size()).isEqualTo(2);
  }

  @Test
  void aGzippedFileThatWasCutOffIsTold() throws IOException {
    StringBuilder rows = new StringBuilder();
    for (int i = 0; i < 2000; i++) {
      rows.append(i * 31 % 97).append(',').append(i % 2).append('\n');
    }
    byte[] zipped = TestData.gzip(rows.toString().getBytes(StandardCharsets.UTF_8));
    TestData.assertMistake(
        "my.csv.gz: the gzipped file is cut off or damaged: ",
        "",
        TestData.file("my.csv.gz", Arrays.copyOf(zipped, zipped.length / 2)));
  }

  @Test
  void theSeparatorIsTheOneThatAllRecordsAgreeOn() throws IOException {
    String texts = "good, plain, short\tyes\nbad\tno\nlong, dull\tno\n";
    Examples tabs = TestData.csv(texts, "header = no");
    assertThat(tabs.size()).isEqualTo(3);
    assertThat(TestData.classes(tabs)).containsExactly("no", "yes");
    String decimals = "x;\"a, b\";y\n1;2,5;u\n2;3;v\n";
    assertThat(TestData.classes(TestData.csv(decimals, ""))).containsExactly("u", "v");
    String quoted = "a,y\n\"1;2;3\",u\n\"4\n;5\",v\n";
    assertThat(TestData.classes(TestData.csv(quoted, ""))).containsExactly("u", "v");
    assertMistake("a;b\n1,5;2;3\n", "last", "my.csv:2: 3 fields, but the first row has 2");
  }

  @Test
  void aFileNamedTsvHasTabs() {
    String ragged = "a, b, c\tyes\nd\tno\te\n";
    TestData.assertMistake(
        "my.tsv:2: 3 fields, but the first row has 2",
        "header = no",
        TestData.file("my.tsv", ragged));
  }

  @Test
  void rowsAreCountedBeyondTheLinesThatTellTheSeparator() {
    assertMistake(
        "a,b\n" + "1,x\n\n".repeat(30) + "2,y,z\n",
        "last",
        "my.csv:62: 3 fields, but the first row has 2");
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
    assertMistake("a,b\n1,0\n2,1\n3,NA\n", "last", "my.csv:4: the label is missing: 'NA'");
    assertMistake("a,b\n1,0.5\n2,NaN\n", "last", "my.csv:3: the label is missing: 'NaN'");
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
