package drover.dl4j.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RowsTest {

  @TempDir Path folder;

  @Test
  void mappedOrReadRowsAreTheSame() throws IOException {
    for (boolean bytes : new boolean[] {true, false}) {
      Path file = folder.resolve("rows-" + bytes);
      int width = 30_000; // a row does not fit the writer's buffer twice
      try (RowFile rows = new RowFile(file, width, bytes)) {
        for (int i = 0; i < 5; i++) {
          rows.add(row(i, width, bytes));
        }
      }
      Rows mapped = Rows.of(file, width, bytes);
      Rows stored = new Rows.Stored(new RandomAccessFile(file.toFile(), "r"), 5, width, bytes);
      assertThat(mapped).isNotInstanceOf(Rows.Stored.class);
      assertThat(mapped.count()).isEqualTo(5);
      Rows some = stored.at(new int[] {4, 0});
      assertThat(some.count()).isEqualTo(2);
      float[] read = new float[width];
      for (int i = 0; i < 5; i++) {
        mapped.read(i, read);
        assertThat(read).isEqualTo(row(i, width, bytes));
        stored.read(i, read);
        assertThat(read).isEqualTo(row(i, width, bytes));
      }
      some.read(0, read);
      assertThat(read).isEqualTo(row(4, width, bytes));
    }
  }

  private static float[] row(int number, int width, boolean bytes) {
    float[] row = new float[width];
    for (int i = 0; i < width; i++) {
      row[i] = bytes ? (number * 7 + i) % 256 : (float) Math.sin(number * 7.0 + i);
    }
    return row;
  }
}
