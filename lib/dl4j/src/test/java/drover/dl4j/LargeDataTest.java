package drover.dl4j;

import static org.assertj.core.api.Assertions.assertThat;

import drover.core.Randomness;
import java.io.BufferedOutputStream;
import java.io.BufferedWriter;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Data several times as large as the heap, which trains as it does in a heap that could hold it.
 */
@Tag("slow")
class LargeDataTest {

  private static final String TRAINING =
      "network = [{ dense { units = 4 } }], training { epochs = 1, batch-size = 512 }";

  @TempDir Path folder;

  @Test
  void imagesOf200MegabytesTrainInAHeapOf64() throws Exception {
    int count = 260_000;
    Path images = folder.resolve("images");
    Path labels = folder.resolve("labels");
    RandomGenerator random = Randomness.of(1, 0, "large");
    try (DataOutputStream pixels = idx(images, 3, count);
        DataOutputStream classes = idx(labels, 1, count)) {
      pixels.writeInt(28);
      pixels.writeInt(28);
      byte[] image = new byte[28 * 28];
      for (int i = 0; i < count; i++) {
        random.nextBytes(image);
        int its = i % 3;
        image[its] = (byte) 255;
        pixels.write(image);
        classes.writeByte(its);
      }
    }
    assertThat(Files.size(images)).isGreaterThan(3 * (64L << 20));
    assertSame("data { source = [\"%s\", \"%s\"] }, ".formatted(images, labels) + TRAINING);
  }

  @Test
  void aTableOf200MegabytesTrainsInAHeapOf64() throws Exception {
    int columns = 8;
    Path file = folder.resolve("large.csv");
    RandomGenerator random = Randomness.of(2, 0, "large");
    try (BufferedWriter out = Files.newBufferedWriter(file)) {
      for (long written = 0; written < 200L << 20; ) {
        StringBuilder row = new StringBuilder();
        double sum = random.nextBoolean() ? 1 : 0;
        row.append(sum > 0 ? "red," : "blue,");
        for (int i = 0; i < columns; i++) {
          double number = random.nextDouble();
          row.append(number).append(',');
          sum += number;
        }
        row.append(sum > columns / 2.0 + 0.5 ? "high" : "low").append('\n');
        out.append(row);
        written += row.length();
      }
    }
    assertSame("data { source = \"%s\", validation = 0.1, test = 0 }, ".formatted(file) + TRAINING);
  }

  private static DataOutputStream idx(Path file, int dimensions, int count) throws IOException {
    DataOutputStream out =
        new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(file)));
    out.writeInt(0x0800 + dimensions);
    out.writeInt(count);
    return out;
  }

  private void assertSame(String objective) throws Exception {
    Path here = Files.createDirectory(folder.resolve("here"));
    Path own = Files.createDirectory(folder.resolve("own"));
    String streamed = OwnProcess.evaluate(objective, own, "64m");
    assertThat(largest(own)).as("more than a map may have").isGreaterThan(32L << 20);
    assertThat(streamed).isEqualTo(OwnProcess.evaluate(objective, here));
  }

  /** The size of the largest encoded part. */
  private static long largest(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.mapToLong(file -> file.toFile().length()).max().orElseThrow();
    }
  }
}
