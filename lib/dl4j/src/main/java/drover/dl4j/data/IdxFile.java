package drover.dl4j.data;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A file of the IDX format: the magic number 0x08nn, which says that entries are bytes and how many
 * dimensions there are, the size of each of them, big-endian, and the entries.
 *
 * @param count how many entries it has
 * @param sizes of an entry, the outermost first; empty if entries are single bytes
 * @param bytes of an entry
 */
record IdxFile(DataFile file, int count, List<Integer> sizes, int bytes) {

  private static final int BYTES = 0x08;

  IdxFile {
    sizes = List.copyOf(sizes);
  }

  /** Takes an entry and its number in the file, from 1. */
  interface Entries {
    void take(byte[] entry, int number) throws IOException;
  }

  /** A file begins so. */
  static boolean accepts(byte[] head) {
    return head.length >= 4
        && head[0] == 0
        && head[1] == 0
        && head[2] == BYTES
        && head[3] >= 1
        && head[3] <= 4;
  }

  /**
   * Reads the header.
   *
   * @throws DataException if it is none, or contradicts the file's length
   */
  static IdxFile of(DataFile file) throws IOException {
    List<Integer> sizes = sizes(file);
    int count = sizes.remove(0);
    long bytes = 1;
    for (int size : sizes) {
      bytes *= size;
      if (bytes > Integer.MAX_VALUE) {
        throw DataException.of(
            "source", file.name(), "the header is damaged: it says that an entry is of " + sizes);
      }
    }
    long length = headerBytes(sizes) + count * bytes;
    if (!file.isGzipped() && file.length() != length) {
      throw DataException.of(
          "source",
          file.name(),
          "the file has %d bytes, but by its header %d: %d entries of %d"
              .formatted(file.length(), length, count, bytes));
    }
    return new IdxFile(file, count, sizes, (int) bytes);
  }

  private static List<Integer> sizes(DataFile file) throws IOException {
    try (InputStream in = file.open()) {
      byte[] magic = in.readNBytes(4);
      if (!accepts(magic)) {
        throw DataException.of(
            "source",
            file.name(),
            "no IDX file of bytes: it begins with " + Arrays.toString(magic));
      }
      List<Integer> sizes = new ArrayList<>();
      for (int i = 0; i < magic[3]; i++) {
        byte[] size = in.readNBytes(4);
        sizes.add(size.length < 4 ? -1 : ByteBuffer.wrap(size).getInt());
        if (sizes.get(i) < 1) {
          throw DataException.of("source", file.name(), "the header ends early or has no entries");
        }
      }
      return sizes;
    }
  }

  private static int headerBytes(List<Integer> sizes) {
    return 4 + 4 * (1 + sizes.size());
  }

  /**
   * Reads entries.
   *
   * @param limit how many at most
   * @throws DataException if the file has fewer than its header says, or goes on behind them
   */
  void read(int limit, Entries entries) throws IOException {
    try (InputStream in = file.open()) {
      in.skipNBytes(headerBytes(sizes));
      for (int number = 1; number <= Math.min(limit, count); number++) {
        byte[] entry = in.readNBytes(bytes);
        if (entry.length < bytes) {
          throw unlikeHeader(number, "ends here");
        }
        entries.take(entry, number);
      }
      if (limit >= count && in.read() >= 0) {
        throw unlikeHeader(count, "goes on after this entry");
      }
    }
  }

  private DataException unlikeHeader(int number, String what) {
    return new DataException(
        file.name(),
        number,
        "the file %s; its header says that it has %d entries of %d bytes"
            .formatted(what, count, bytes));
  }
}
