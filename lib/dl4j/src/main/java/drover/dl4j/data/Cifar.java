package drover.dl4j.data;

import drover.dl4j.layers.Shape;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;

/**
 * The binary version of CIFAR-10 and CIFAR-100 (https://www.cs.toronto.edu/~kriz/cifar.html):
 * records of a label, or of a coarse and a fine label of which the fine one counts, and an image's
 * red, green and blue planes of bytes.
 */
final class Cifar implements Format {

  private final Shape.Image shape;
  private final boolean sized;
  private final Labels labels;
  private final Spool spool;

  /** Bytes of labels before each image: 1 or 2; 0 as long as no file was read. */
  private int labelBytes;

  Cifar(DataSettings settings, Spool spool) {
    this.spool = spool;
    shape = settings.shape().orElse(new Shape.Image(32, 32, 3));
    sized = settings.shape().isPresent();
    labels = new Labels(settings);
  }

  @Override
  public void read(List<DataFile> files, int limit) throws IOException {
    for (DataFile file : files) {
      labels.begin(file.name());
      if (labelBytes == 0) {
        labelBytes = labelBytes(file);
      }
      try (InputStream in = file.open()) {
        read(file.name(), in, limit);
      }
    }
  }

  private void read(String file, InputStream in, int limit) throws IOException {
    int size = Math.toIntExact(shape.size());
    for (int row = 1; row <= limit; row++) {
      byte[] record = in.readNBytes(labelBytes + size);
      if (record.length == 0) {
        break;
      }
      if (record.length < labelBytes + size) {
        throw new DataException(
            file,
            row,
            "the file ends within this record: it has %d bytes of %d"
                .formatted(record.length, labelBytes + size));
      }
      labels.add(label(file, row, record), row);
      spool.put(record, labelBytes, size);
    }
  }

  /** Of images of CIFAR's own size it is known how many classes there are. */
  private String label(String file, int row, byte[] record) throws DataException {
    int label = record[labelBytes - 1] & 0xff;
    int classes = labelBytes == 1 ? 10 : 100;
    if (!sized && label >= classes) {
      throw new DataException(
          file,
          row,
          "the label must be from 0 to %d, as in CIFAR-%d, but is %d"
              .formatted(classes - 1, classes, label));
    }
    return Integer.toString(label);
  }

  /** CIFAR-100 has records of one byte more. */
  private int labelBytes(DataFile file) throws IOException {
    long length;
    try (InputStream in = file.open()) {
      length = in.transferTo(OutputStream.nullOutputStream());
    }
    return length % (shape.size() + 1) != 0 && length % (shape.size() + 2) == 0 ? 2 : 1;
  }

  @Override
  public Labels labels() {
    return labels;
  }

  @Override
  public Encoded encode(int[] training) throws IOException {
    return spool.bytes(shape);
  }
}
