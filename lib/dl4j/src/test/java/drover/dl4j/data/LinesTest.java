package drover.dl4j.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** Text as other programs write it. */
class LinesTest {

  private static final String BYTE_ORDER_MARK = "\uFEFF";

  @Test
  void aByteOrderMarkIsNoText() throws IOException {
    Examples named = TestData.csv(BYTE_ORDER_MARK + "a,b\n1,x\n2,y\n", "label = a");
    assertThat(TestData.classes(named)).containsExactly("1", "2");
    Examples quoted = TestData.csv(BYTE_ORDER_MARK + "\"a, b\",c\n1,x\n2,y\n", "");
    assertThat(TestData.features(quoted)).containsExactly(1, 2);
    Examples numbers = TestData.csv(BYTE_ORDER_MARK + "7,x\n9,y\n", "");
    assertThat(TestData.features(numbers)).containsExactly(7, 9);
    Examples sparse =
        TestData.read("", TestData.file("a.svm", BYTE_ORDER_MARK + "1 1:2\n2 1:3\n1 1:4\n"));
    assertThat(TestData.classes(sparse)).containsExactly("1", "2");
    Examples sequences =
        TestData.read("", TestData.file("a.ts", BYTE_ORDER_MARK + "@data\n1:u\n2:v\n"));
    assertThat(sequences.size()).isEqualTo(2);
  }

  @Test
  void aByteOrderMarkIsLeftOutOnceOnly() throws IOException {
    Examples examples = TestData.csv("a,b\n1,x\n2," + BYTE_ORDER_MARK + "x\n", "");
    assertThat(TestData.classes(examples)).containsExactly("x", BYTE_ORDER_MARK + "x");
  }

  @Test
  void textThatIsNotUtf8IsToldWithItsRow() throws IOException {
    String csv = "a,b\n" + "1,x\n".repeat(9_000) + "2,café\n";
    TestData.assertMistake(
        "my.csv:9002: this is not UTF-8; convert the file",
        "",
        TestData.file("my.csv", csv.getBytes(StandardCharsets.ISO_8859_1)));
    TestData.assertMistake(
        "my.csv:1: this is not UTF-8",
        "",
        TestData.file("my.csv", (BYTE_ORDER_MARK + csv).getBytes(StandardCharsets.UTF_16LE)));
    assertThat(TestData.classes(TestData.csv(csv, ""))).containsExactly("café", "x");
    Examples replaced = TestData.csv("a,b\n1,x\n2,\uFFFD\n", "");
    assertThat(TestData.classes(replaced)).as("the sign itself").containsExactly("x", "\uFFFD");
  }
}
