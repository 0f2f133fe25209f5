package drover.dl4j.data;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;
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

  /** How a file is opened. */
  interface Content {
    InputStream open() throws IOException;
  }

  /** Its bytes, unzipped if it is gzipped, whatever its name. */
  InputStream open() throws IOException {
    BufferedInputStream bytes = new BufferedInputStream(content.open(), 1 << 16);
    bytes.mark(2);
    boolean gzipped = bytes.read() == 0x1f && bytes.read() == 0x8b;
    bytes.reset();
    try {
      return gzipped
          ? new BufferedInputStream(new GZIPInputStream(bytes, 1 << 16), 1 << 16)
          : bytes;
    } catch (EOFException | ZipException e) {
      bytes.close();
      throw DataException.of("source", name, "begins as a gzipped file, but is none");
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

  /** False for what systems leave beside data, such as {@code _SUCCESS}. */
  boolean isVisible() {
    return !place.matches("(.*/)?[._][^/]*");
  }

  /** Its own name, without folders, in lower case and without .gz. */
  String fileName() {
    return place
        .substring(place.lastIndexOf('/') + 1)
        .toLowerCase(Locale.ROOT)
        .replaceFirst("\\.gz$", "");
  }
}
