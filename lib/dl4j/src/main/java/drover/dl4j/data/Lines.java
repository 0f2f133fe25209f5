package drover.dl4j.data;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The lines of a text file in UTF-8, counted. A byte order mark before the first is left out. */
final class Lines implements AutoCloseable {

  private static final String BYTE_ORDER_MARK = "\uFEFF";

  private final String file;

  /** Gives each byte as one character: line ends are the same, and each line can be told apart. */
  private final BufferedReader reader;

  private int row;

  Lines(DataFile file) throws IOException {
    this.file = file.name();
    reader = new BufferedReader(new InputStreamReader(file.open(), ISO_8859_1));
  }

  /**
   * The next line; null after the last one.
   *
   * @throws DataException if it is not UTF-8
   */
  @Nullable String next() throws IOException {
    row++;
    @Nullable String bytes = reader.readLine();
    if (bytes == null) {
      return null;
    }
    String line = decoded(bytes.getBytes(ISO_8859_1));
    return row == 1 && line.startsWith(BYTE_ORDER_MARK) ? line.substring(1) : line;
  }

  private String decoded(byte[] bytes) throws DataException {
    String line = new String(bytes, UTF_8);
    boolean replaced = line.indexOf('\uFFFD') >= 0 && !Arrays.equals(line.getBytes(UTF_8), bytes);
    if (replaced) {
      throw new DataException(
          file,
          row,
          "this is not UTF-8; convert the file, such as by iconv -f latin1 -t utf-8 if it is Latin-1");
    }
    return line;
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
