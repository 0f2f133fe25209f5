package drover.dl4j.data;

import java.io.BufferedReader;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.zip.ZipException;
import org.jspecify.annotations.Nullable;

/** The lines of a text file, counted. */
final class Lines implements AutoCloseable {

  private final String file;
  private final BufferedReader reader;
  private int row;

  Lines(DataFile file) throws IOException {
    this.file = file.name();
    reader = new BufferedReader(new InputStreamReader(file.open(), StandardCharsets.UTF_8));
  }

  /**
   * The next line; null after the last one.
   *
   * @throws DataException if a gzipped file is cut off or damaged
   */
  @Nullable String next() throws IOException {
    row++;
    try {
      return reader.readLine();
    } catch (EOFException | ZipException e) {
      throw new DataException(
          file, row, "the gzipped file is cut off or damaged here: " + e.getMessage());
    }
  }

  /** The number of the last line, from 1. */
  int row() {
    return row;
  }

  /** The file's name as messages call it. */
  String file() {
    return file;
  }

  @Override
  public void close() throws IOException {
    reader.close();
  }
}
