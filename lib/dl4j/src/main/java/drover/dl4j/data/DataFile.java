package drover.dl4j.data;

import java.io.BufferedInputStream;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.zip.GZIPInputStream;

/**
 * One file of a source, wherever it lies.
 *
 * @param name as messages call it
 * @param place its path below the source if that is a folder, and else its own name
 * @param content opens it
 */
record DataFile(String name, String place, Content content) {

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
    return gzipped ? new BufferedInputStream(new GZIPInputStream(bytes, 1 << 16), 1 << 16) : bytes;
  }

  /** Its text. */
  BufferedReader lines() throws IOException {
    return new BufferedReader(new InputStreamReader(open(), StandardCharsets.UTF_8));
  }

  /** The name of the folder that it lies in; empty if that is not known. */
  String folder() {
    String[] parts = place.split("/", -1);
    return parts.length < 2 ? "" : parts[parts.length - 2];
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
