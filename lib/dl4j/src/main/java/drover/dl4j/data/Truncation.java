package drover.dl4j.data;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.zip.ZipException;

/** Reads bytes of files that may end early, gzipped ones too. */
final class Truncation {

  private Truncation() {}

  /** So many bytes, or as many as there are. */
  static byte[] read(InputStream in, int count) throws IOException {
    byte[] bytes = new byte[count];
    int length = 0;
    try {
      while (length < count) {
        int more = in.read(bytes, length, count - length);
        if (more < 0) {
          break;
        }
        length += more;
      }
    } catch (EOFException | ZipException e) {
      // A gzipped file that was cut off or damaged says so by this.
    }
    return length == count ? bytes : Arrays.copyOf(bytes, length);
  }
}
