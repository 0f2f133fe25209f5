package drover.dl4j.data;

import drover.dl4j.layers.Shape;
import java.io.DataInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;

/**
 * The format of the MNIST family (http://yann.lecun.com/exdb/mnist): a file of images, bytes, and a
 * file of labels with the same number of entries. Numbers are big-endian; the magic number 0x08nn
 * says that entries are bytes and how many dimensions there are.
 */
final class Idx implements Format {

  private static final int BYTES = 0x08;

  private final Labels labels;
  private final Spool spool;
  private int[] dimensions = {};

  Idx(DataSettings settings, Spool spool) {
    this.spool = spool;
    labels = new Labels(settings);
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

  @Override
  public void read(List<DataFile> files, int limit) throws IOException {
    if (files.size() != 2) {
      throw DataException.of(
          "source",
          files.get(0).name(),
          "IDX data is a file of images and a file of labels, but here are "
              + files.stream().map(DataFile::place).toList()
              + "; name both in data.source, or name the files images-idx3 and labels-idx1");
    }
    int images = 0;
    int[][] sizes = {sizes(files.get(0)), sizes(files.get(1))};
    if (sizes[0].length == 1) {
      images = 1;
    }
    DataFile imageFile = files.get(images);
    DataFile labelFile = files.get(1 - images);
    if (sizes[images].length < 2 || sizes[1 - images].length != 1) {
      throw DataException.of(
          "source", imageFile.name(), "neither this nor " + labelFile.name() + " holds labels");
    }
    if (sizes[images][0] != sizes[1 - images][0]) {
      throw DataException.of(
          "source",
          imageFile.name(),
          "%d images, but %d labels in %s"
              .formatted(sizes[images][0], sizes[1 - images][0], labelFile.name()));
    }
    int[] image = Arrays.copyOfRange(sizes[images], 1, sizes[images].length);
    if (dimensions.length > 0 && !Arrays.equals(image, dimensions)) {
      throw DataException.of(
          "source",
          imageFile.name(),
          "images of %s, but those before are %s"
              .formatted(Arrays.toString(image), Arrays.toString(dimensions)));
    }
    dimensions = image;
    int count = Math.min(limit, sizes[images][0]);
    read(imageFile, sizes[images], count, (entry, number) -> spool.put(entry, 0, entry.length));
    labels.begin(labelFile.name());
    read(
        labelFile,
        sizes[1 - images],
        count,
        (entry, number) -> labels.add(Integer.toString(entry[0] & 0xff), number));
  }

  private static int[] sizes(DataFile file) throws IOException {
    try (DataInputStream in = new DataInputStream(file.open())) {
      return sizes(file, in);
    }
  }

  private static int[] sizes(DataFile file, DataInputStream in) throws IOException {
    byte[] magic = Truncation.read(in, 4);
    if (!accepts(magic)) {
      throw DataException.of(
          "source", file.name(), "no IDX file of bytes: it begins with " + Arrays.toString(magic));
    }
    int[] sizes = new int[magic[3]];
    for (int i = 0; i < sizes.length; i++) {
      byte[] size = Truncation.read(in, 4);
      sizes[i] = size.length < 4 ? -1 : ByteBuffer.wrap(size).getInt();
      if (sizes[i] < 1) {
        throw DataException.of("source", file.name(), "the header ends early or has no entries");
      }
    }
    return sizes;
  }

  /** Takes an entry and its number in the file, from 1. */
  private interface Entries {
    void take(byte[] entry, int number) throws IOException;
  }

  /** Reads the first entries, all of whose bytes must be there. */
  private static void read(DataFile file, int[] sizes, int count, Entries entries)
      throws IOException {
    int size = 1;
    for (int i = 1; i < sizes.length; i++) {
      size = Math.multiplyExact(size, sizes[i]);
    }
    try (DataInputStream in = new DataInputStream(file.open())) {
      in.skipNBytes(4 + 4L * sizes.length);
      for (int number = 1; number <= count; number++) {
        byte[] entry = Truncation.read(in, size);
        if (entry.length < size) {
          throw new DataException(
              file.name(),
              number,
              "the file ends here; its header says that it has %d entries of %d bytes"
                  .formatted(sizes[0], size));
        }
        entries.take(entry, number);
      }
    }
  }

  @Override
  public Labels labels() {
    return labels;
  }

  @Override
  public Encoded encode(int[] training) throws IOException {
    Shape shape =
        dimensions.length == 1
            ? new Shape.Flat(dimensions[0])
            : new Shape.Image(
                dimensions[0], dimensions[1], dimensions.length == 2 ? 1 : dimensions[2]);
    return spool.bytes(shape);
  }
}
