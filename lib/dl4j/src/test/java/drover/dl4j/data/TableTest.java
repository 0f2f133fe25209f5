package drover.dl4j.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.example.data.simple.SimpleGroupFactory;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.example.ExampleParquetWriter;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.MessageTypeParser;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TableTest {

  @TempDir Path folder;

  @Test
  void aMissingNumberBecomesTheTrainingMeanAndIsToldByAColumn() throws IOException {
    Examples examples = TestData.csv("a,b,y\n1,5,u\n,6,v\n3,NA,u\n", "");
    assertThat(TestData.features(examples)).containsExactly(1, 0, 5, 0, 2, 1, 6, 0, 3, 0, 5.5f, 1);
  }

  @Test
  void categoriesBecomeColumnsAndToBeMissingIsOne() throws IOException {
    Examples examples = TestData.csv("c,y\nred,u\n?,v\nblue,u\n", "");
    assertThat(TestData.features(examples))
        .as("missing, blue, red")
        .containsExactly(0, 0, 1, 1, 0, 0, 0, 1, 0);
    assertThat(TestData.features(TestData.csv("c,y\n1,u\n2,v\n", "categorical = c")))
        .containsExactly(1, 0, 0, 1);
    assertThatThrownBy(() -> TestData.csv("c,y\n1,u\n2,v\n", "categorical = d"))
        .hasMessageContaining("there is no column 'd'");
  }

  @Test
  void encodingsKnowTheTrainingPartAlone() throws IOException {
    Format csv = new Csv(TestData.settings("source = my.csv"));
    csv.read(List.of(TestData.file("my.csv", "a,c,y\n1,red,u\n3,red,v\n100,blue,u\n,red,u\n")), 99);
    Format.Encoded encoded = csv.encode(new int[] {0, 1});
    assertThat(encoded.shape().size()).as("no indicator, one category").isEqualTo(2);
    float[] row = new float[2];
    encoded.rows().read(2, row, 0);
    assertThat(row).containsExactly(100, 0);
    encoded.rows().read(3, row, 0);
    assertThat(row).containsExactly(2, 1);
    assertThat(encoded.encoding().toString())
        .isEqualTo(
            "{\"columns\":[{\"name\":\"a\",\"missing\":2.0,\"indicator\":false},{\"name\":\"c\",\"categories\":[\"red\"]}]}");
  }

  @Test
  void fractionsAreNumbersToPredict() throws IOException {
    Examples examples = TestData.csv("a,y\n1,10\n2,12.5\n3,15\n", "");
    Targets.Numbers numbers = (Targets.Numbers) examples.targets();
    assertThat(numbers.values()).containsExactly(10, 12.5, 15);
    float[] target = new float[1];
    numbers.read(0, target);
    assertThat(numbers.value(target[0])).isCloseTo(10, within(1e-6));
    assertThat(TestData.csv("a,y\n1,10\n2,12\n", "task = regression").targets())
        .isInstanceOf(Targets.Numbers.class);
    assertThatThrownBy(() -> TestData.csv("a,y\n1,0.5\n2,x\n", ""))
        .hasMessage("my.csv: the label of example 2 must be a number, but is 'x'");
  }

  @Test
  void quotedFieldsMayHoldLineBreaks() throws IOException {
    Examples examples = TestData.csv("a;y\n1;\"two\nlines\"\n\n2;\"5\"\" disk\"\n3;x\"y\n", "");
    assertThat(TestData.classes(examples)).containsExactly("5\" disk", "two\nlines", "x\"y");
    assertThatThrownBy(() -> TestData.csv("a;y\n1;\"two\nlines\"\n\n2;3;4\n", ""))
        .hasMessageContaining("my.csv:5: 3 fields");
  }

  @Test
  void parquetIsATableToo() throws IOException {
    MessageType schema =
        MessageTypeParser.parseMessageType(
            "message m { optional double a; required binary c (UTF8); required int32 y; }");
    Path file = folder.resolve("my.parquet");
    SimpleGroupFactory groups = new SimpleGroupFactory(schema);
    try (ParquetWriter<Group> writer =
        ExampleParquetWriter.builder(new org.apache.hadoop.fs.Path(file.toUri()))
            .withConf(new Configuration())
            .withType(schema)
            .withCompressionCodec(CompressionCodecName.SNAPPY)
            .build()) {
      writer.write(groups.newGroup().append("a", 1.5).append("c", "red").append("y", 1));
      writer.write(groups.newGroup().append("c", "blue").append("y", 0));
    }
    byte[] bytes = Files.readAllBytes(file);
    Examples examples =
        TestData.read(
            new Parquet(TestData.settings("source = my, label = y")),
            TestData.file("my.parquet", bytes));
    assertThat(TestData.features(examples)).containsExactly(1.5f, 0, 0, 1, 1.5f, 1, 1, 0);
    assertThat(TestData.labels(examples)).containsExactly(1, 0);
    assertThatThrownBy(
            () ->
                TestData.read(
                    new Parquet(TestData.settings("source = my, label = z")),
                    TestData.file("my.parquet", bytes)))
        .hasMessageContaining("there is no column 'z'");
    assertThatThrownBy(
            () ->
                TestData.read(
                    new Parquet(TestData.settings("source = my")),
                    TestData.file("my.parquet", "no")))
        .hasMessageContaining("my.parquet: no Parquet file");
  }
}
