package drover.dl4j.data;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/**
 * One file of a source, wherever it lies.
 *
 * @param name as messages call it
 * @param place its path below the source if that is a folder, and else its own name
 * @param length in bytes
 * @param content opens it, as a stream of Hadoop or of a local file
 */
record DataFile(String name, String place, long length, Content content) {

  private static final Pattern HIDDEN =
      Pattern.compile(
          "(^|/)(\\.|_[^/]*/|_(SUCCESS|metadata|common_metadata|(started|committed)_\\d+)$)");

  /** How a file is opened. */
  interface Content {
    InputStream open() throws IOException;
  }

  /**
   * Its bytes, unzipped if it is gzipped, whatever its name. Reading a gzipped file that is cut off
   * or damaged ends in a {@link DataException}.
   */
  InputStream open() throws IOException {
    BufferedInputStream bytes = new BufferedInputStream(content.open(), 1 << 16);
    bytes.mark(2);
    boolean gzipped = beginsGzipped(bytes);
    bytes.reset();
    try {
      return gzipped ? new BufferedInputStream(new Unzipped(name, bytes), 1 << 16) : bytes;
    } catch (EOFException | ZipException e) {
      bytes.close();
      throw DataException.of("source", name, "begins as a gzipped file, but is none");
    }
  }

  /** True if {@link #open} unzips it. */
  boolean isGzipped() throws IOException {
    try (InputStream bytes = content.open()) {
      return beginsGzipped(bytes);
    }
  }

  private static boolean beginsGzipped(InputStream bytes) throws IOException {
    return bytes.read() == 0x1f && bytes.read() == 0x8b;
  }

  /** Says what file it is that is damaged. */
  private static final class Unzipped extends GZIPInputStream {
    private final String name;

    Unzipped(String name, InputStream zipped) throws IOException {
      super(zipped, 1 << 16);
      this.name = name;
    }

    @Override
    public int read(byte[] target, int from, int count) throws IOException {
      try {
        return super.read(target, from, count);
      } catch (EOFException | ZipException e) {
        throw DataException.of(
            "source", name, "the gzipped file is cut off or damaged: " + e.getMessage());
      }
    }
  }

  /** Its text. */
  Lines lines() throws IOException {
    return new Lines(this);
  }

  /** The name of the folder that it lies in; empty if that is not known. */
  String folder() {
    String[] parts = place.split("/", -1);
    return parts.length < 2 ? "" : parts[parts.length - 2];
  }

  /** The name of the folder that it lies in, which is its class. */
  String folderOfClass() throws DataException {
    if (folder().isEmpty()) {
      throw DataException.of(
          "source", name, "must lie in a folder named after its class, below that of data.source");
    }
    return folder();
  }

  /**
   * False for what systems leave beside data: files and folders that begin with a dot, folders that
   * begin with an underscore, such as {@code _temporary}, and {@code _SUCCESS} and its like. Other
   * files may begin with one.
   *
   * @param place below a source; that of a folder ends with a slash
   */
  static boolean isVisible(String place) {
    return !HIDDEN.matcher(place).find();
  }

  /** Its own name, without folders, in lower case and without .gz. */
  String fileName() {
    return place
        .substring(place.lastIndexOf('/') + 1)
        .toLowerCase(Locale.ROOT)
        .replaceFirst("\\.gz$", "");
  }

  /** What its name ends with, in lower case and without .gz; its name if there is no dot. */
  String extension() {
    String name = fileName();
    return name.substring(name.lastIndexOf('.') + 1);
  }
}
