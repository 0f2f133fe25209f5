package drover.dl4j.data;

import drover.dl4j.layers.Shape;
import java.io.IOException;
import java.util.List;

/**
 * The format of the MNIST family (http://yann.lecun.com/exdb/mnist): a file of images, bytes, and a
 * file of labels with the same number of entries. Colours are the last dimension of an image, or
 * the first if that is the smaller one.
 */
final class Idx implements Format {

  private final DataSettings settings;
  private final Labels labels;
  private final Spool spool;

  /** Sizes of an image, the outermost first; empty as long as no file was read. */
  private List<Integer> sizes = List.of();

  Idx(DataSettings settings, Spool spool) {
    this.settings = settings;
    this.spool = spool;
    labels = new Labels(settings);
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
    IdxFile first = IdxFile.of(files.get(0));
    IdxFile second = IdxFile.of(files.get(1));
    boolean labelsFirst = first.sizes().isEmpty();
    read(labelsFirst ? second : first, labelsFirst ? first : second, limit);
  }

  private void read(IdxFile images, IdxFile theirLabels, int limit) throws IOException {
    String file = images.file().name();
    String labelFile = theirLabels.file().name();
    if (images.sizes().isEmpty() || !theirLabels.sizes().isEmpty()) {
      throw DataException.of("source", file, "neither this nor " + labelFile + " holds labels");
    }
    if (images.count() != theirLabels.count()) {
      throw DataException.of(
          "source",
          file,
          "%d images, but %d labels in %s"
              .formatted(images.count(), theirLabels.count(), labelFile));
    }
    if (!sizes.isEmpty() && !images.sizes().equals(sizes)) {
      throw DataException.of(
          "source", file, "images of %s, but those before are %s".formatted(images.sizes(), sizes));
    }
    sizes = images.sizes();
    images.read(limit, (entry, number) -> spool.put(planes(entry), 0, entry.length));
    labels.begin(labelFile);
    theirLabels.read(
        limit, (entry, number) -> labels.add(Integer.toString(entry[0] & 0xff), number));
  }

  private boolean isPixelByPixel() {
    return sizes.size() == 3 && sizes.get(2) <= sizes.get(0);
  }

  /** The image channel by channel. */
  private byte[] planes(byte[] image) {
    if (!isPixelByPixel()) {
      return image;
    }
    int channels = sizes.get(2);
    int size = image.length / channels;
    byte[] planes = new byte[image.length];
    for (int i = 0; i < image.length; i++) {
      planes[i % channels * size + i / channels] = image[i];
    }
    return planes;
  }

  @Override
  public Labels labels() {
    return labels;
  }

  @Override
  public Encoded encode(int[] training) throws IOException {
    return spool.bytes(settings.shapeOf(shape(), settings.source().get(0)));
  }

  private Shape shape() {
    return switch (sizes.size()) {
      case 1 -> new Shape.Flat(sizes.get(0));
      case 2 -> new Shape.Image(sizes.get(0), sizes.get(1), 1);
      default ->
          isPixelByPixel()
              ? new Shape.Image(sizes.get(0), sizes.get(1), sizes.get(2))
              : new Shape.Image(sizes.get(1), sizes.get(2), sizes.get(0));
    };
  }
}
