package drover.dl4j.data;

import drover.core.json.Json;
import drover.dl4j.layers.Shape;
import java.io.DataInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
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
  private final List<byte[]> parts = new ArrayList<>();
  private int[] dimensions = {};

  Idx(DataSettings settings) {
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
    parts.add(body(imageFile, sizes[images], count));
    labels.begin(labelFile.name());
    byte[] classes = body(labelFile, sizes[1 - images], count);
    for (int i = 0; i < count; i++) {
      labels.add(Integer.toString(classes[i] & 0xff), i + 1);
    }
  }

  private static int[] sizes(DataFile file) throws IOException {
    try (DataInputStream in = new DataInputStream(file.open())) {
      return sizes(file, in);
    }
  }

  private static int[] sizes(DataFile file, DataInputStream in) throws IOException {
    byte[] magic = in.readNBytes(4);
    if (!accepts(magic)) {
      throw DataException.of(
          "source", file.name(), "no IDX file of bytes: it begins with " + Arrays.toString(magic));
    }
    int[] sizes = new int[magic[3]];
    for (int i = 0; i < sizes.length; i++) {
      byte[] size = in.readNBytes(4);
      sizes[i] = size.length < 4 ? -1 : ByteBuffer.wrap(size).getInt();
      if (sizes[i] < 1) {
        throw DataException.of("source", file.name(), "the header ends early or has no entries");
      }
    }
    return sizes;
  }

  /** The first entries, all of whose bytes must be there. */
  private static byte[] body(DataFile file, int[] sizes, int count) throws IOException {
    int entry = 1;
    for (int i = 1; i < sizes.length; i++) {
      entry = Math.multiplyExact(entry, sizes[i]);
    }
    try (DataInputStream in = new DataInputStream(file.open())) {
      in.skipNBytes(4 + 4L * sizes.length);
      byte[] bytes = Truncation.read(in, Math.multiplyExact(count, entry));
      if (bytes.length < count * entry) {
        throw new DataException(
            file.name(),
            bytes.length / entry + 1,
            "the file ends here; its header says that it has %d entries of %d bytes"
                .formatted(sizes[0], entry));
      }
      return bytes;
    }
  }

  @Override
  public Labels labels() {
    return labels;
  }

  @Override
  public Encoded encode(int[] training) {
    Shape shape =
        dimensions.length == 1
            ? new Shape.Flat(dimensions[0])
            : new Shape.Image(
                dimensions[0], dimensions[1], dimensions.length == 2 ? 1 : dimensions[2]);
    return new Encoded(
        shape, Rows.join(parts, Math.toIntExact(shape.size())), new int[0], Json.object());
  }
}
