package drover.dl4j.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.FileInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.example.data.simple.SimpleGroupFactory;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.example.ExampleParquetWriter;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.io.api.Binary;
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
    DataFile file = TestData.file("my.csv", "a,c,y\n1,red,u\n3,red,v\n100,blue,u\n,red,u\n");
    int[] training = {0, 1};
    try (Spool spool = Spool.small()) {
      Format csv = new Csv(TestData.settings("source = my.csv"), spool);
      csv.read(List.of(file), 99);
      Examples examples = TestData.examples(csv, training);
      assertThat(examples.shape().size()).as("no indicator, one category").isEqualTo(2);
      assertThat(TestData.features(examples)).containsExactly(1, 1, 3, 1, 100, 0, 2, 1);
      assertThat(csv.encode(training).encoding().toString())
          .isEqualTo(
              "{\"columns\":[{\"name\":\"a\",\"missing\":2.0,\"indicator\":false},{\"name\":\"c\",\"categories\":[\"red\"]}]}");
    }
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
        .hasMessage("my.csv:3: the label must be a number, but is 'x'");
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
    SimpleGroupFactory groups = new SimpleGroupFactory(schema);
    Path file =
        write(
            schema,
            groups.newGroup().append("a", 1.5).append("c", "red").append("y", 1),
            groups.newGroup().append("c", "blue").append("y", 0));
    Examples examples = parquet(file, "label = y");
    assertThat(TestData.features(examples)).containsExactly(1.5f, 0, 0, 1, 1.5f, 1, 1, 0);
    assertThat(TestData.labels(examples)).containsExactly(1, 0);
    assertThatThrownBy(() -> parquet(file, "label = z"))
        .hasMessage("my.parquet: there is no column 'z'; the columns are a, c, y");
    byte[] cut = Arrays.copyOf(Files.readAllBytes(file), 100);
    assertThatThrownBy(() -> parquet(Files.write(folder.resolve("cut"), cut), "label = y"))
        .hasMessageContaining("my.parquet: no Parquet file");
  }

  @Test
  void decimalsOfParquetAreNumbersHoweverTheyAreStored() throws IOException {
    MessageType schema =
        MessageTypeParser.parseMessageType(
            "message m { required fixed_len_byte_array(4) a (DECIMAL(9,2));"
                + " required binary b (DECIMAL(30,2)); required int32 c (DECIMAL(9,2));"
                + " required int64 d (DECIMAL(18,2)); required int32 y; }");
    SimpleGroupFactory groups = new SimpleGroupFactory(schema);
    Path file =
        write(
            schema,
            groups
                .newGroup()
                .append("a", Binary.fromConstantByteArray(new byte[] {0, 0, 4, -30}))
                .append("b", Binary.fromConstantByteArray(new byte[] {4, -30}))
                .append("c", 1250)
                .append("d", 1250L)
                .append("y", 1),
            groups
                .newGroup()
                .append("a", Binary.fromConstantByteArray(new byte[] {-1, -1, -1, -1}))
                .append("b", Binary.fromConstantByteArray(new byte[] {-1}))
                .append("c", -1)
                .append("d", -1L)
                .append("y", 0));
    assertThat(TestData.features(parquet(file, "")))
        .containsExactly(12.5f, 12.5f, 12.5f, 12.5f, -.01f, -.01f, -.01f, -.01f);
  }

  @Test
  void oldTimesAndMissingLabelsOfParquetAreTold() throws IOException {
    MessageType old =
        MessageTypeParser.parseMessageType("message m { required int96 t; required int32 y; }");
    Path times = write(old);
    assertThatThrownBy(() -> parquet(times, ""))
        .hasMessageStartingWith("my.parquet: column t holds INT96, the old form of times");
    MessageType schema =
        MessageTypeParser.parseMessageType("message m { required int32 a; required double y; }");
    SimpleGroupFactory groups = new SimpleGroupFactory(schema);
    Path missing =
        write(
            schema,
            groups.newGroup().append("a", 1).append("y", 0.0),
            groups.newGroup().append("a", 2).append("y", Double.NaN));
    assertThatThrownBy(() -> parquet(missing, ""))
        .hasMessage("my.parquet:2: the label is missing: 'NaN'");
  }

  private Path write(MessageType schema, Group... rows) throws IOException {
    Path file = folder.resolve(UUID.randomUUID() + ".parquet");
    try (ParquetWriter<Group> writer =
        ExampleParquetWriter.builder(new org.apache.hadoop.fs.Path(file.toUri()))
            .withConf(new Configuration())
            .withType(schema)
            .withCompressionCodec(CompressionCodecName.SNAPPY)
            .build()) {
      for (Group row : rows) {
        writer.write(row);
      }
    }
    return file;
  }

  private static Examples parquet(Path path, String data) throws IOException {
    DataFile file =
        new DataFile(
            "my.parquet", "my.parquet", Files.size(path), () -> new FileInputStream(path.toFile()));
    return TestData.read(
        spool -> new Parquet(TestData.settings("source = my, " + data), spool), file);
  }
}
