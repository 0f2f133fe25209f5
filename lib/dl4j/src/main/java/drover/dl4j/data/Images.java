package drover.dl4j.data;

import drover.dl4j.layers.Shape;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.awt.image.Raster;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;
import javax.imageio.ImageIO;
import org.jspecify.annotations.Nullable;

/**
 * Image files, PNG, JPEG, GIF or BMP, whose class is the name of the folder that they lie in. All
 * are resized to {@code data.shape}; without it, to the size of the first one, with 3 channels.
 */
final class Images implements Format {

  /** On the driver, a few images tell as much as a thousand; folders tell the classes of all. */
  private static final int FEW = 20;

  private final Labels labels;
  private final Spool spool;
  private Optional<Shape.Image> shape;

  Images(DataSettings settings, Spool spool) {
    this.spool = spool;
    labels = new Labels(settings);
    shape = settings.shape();
  }

  @Override
  public void read(List<DataFile> files, int limit) throws IOException {
    int count = limit == Integer.MAX_VALUE ? files.size() : Math.min(files.size(), FEW);
    int read = 0;
    for (int i = 0; i < files.size(); i++) {
      DataFile file = files.get(i);
      labels.addFolderOf(file);
      // Spread over the whole list, which is sorted by class.
      if (i == (long) read * files.size() / count) {
        byte[] pixels = pixels(file.name(), image(file));
        spool.put(pixels, 0, pixels.length);
        read++;
      }
    }
  }

  private static BufferedImage image(DataFile file) throws DataException {
    @Nullable BufferedImage image;
    try (InputStream in = file.open()) {
      image = ImageIO.read(in);
    } catch (IOException | RuntimeException e) { // damaged ones end either way
      throw DataException.of("source", file.name(), "the image cannot be read: " + e.getMessage());
    }
    if (image == null) {
      throw DataException.of("source", file.name(), "this is no PNG, JPEG, GIF or BMP image");
    }
    return image;
  }

  private byte[] pixels(String file, BufferedImage image) throws DataException {
    Shape.Image wanted = shape.orElse(new Shape.Image(image.getHeight(), image.getWidth(), 3));
    shape = Optional.of(wanted);
    int channels = Math.toIntExact(wanted.channels());
    if (channels != 1 && channels != 3) {
      throw DataException.of("shape", file, "images have 1 channel or 3, not " + channels);
    }
    int width = Math.toIntExact(wanted.width());
    int height = Math.toIntExact(wanted.height());
    int size = width * height;
    int[] rgb = resize(opaque(image), width, height).getRGB(0, 0, width, height, null, 0, width);
    byte[] pixels = new byte[size * channels];
    for (int i = 0; i < size; i++) {
      int red = rgb[i] >> 16 & 0xff;
      int green = rgb[i] >> 8 & 0xff;
      int blue = rgb[i] & 0xff;
      if (channels == 1) {
        pixels[i] = (byte) Math.round(.299f * red + .587f * green + .114f * blue); // ITU-R BT.601
      } else {
        pixels[i] = (byte) red;
        pixels[size + i] = (byte) green;
        pixels[2 * size + i] = (byte) blue;
      }
    }
    return pixels;
  }

  /** Grey pixels with transparency on black: Java would draw their numbers as linear light. */
  private static BufferedImage opaque(BufferedImage image) {
    Raster pixels = image.getRaster();
    if (pixels.getNumBands() != 2) {
      return image;
    }
    float most = (1 << pixels.getSampleModel().getSampleSize(0)) - 1;
    BufferedImage grey =
        new BufferedImage(image.getWidth(), image.getHeight(), BufferedImage.TYPE_BYTE_GRAY);
    for (int y = 0; y < image.getHeight(); y++) {
      for (int x = 0; x < image.getWidth(); x++) {
        float value = pixels.getSample(x, y, 0) / most * pixels.getSample(x, y, 1) / most;
        grey.getRaster().setSample(x, y, 0, Math.round(255 * value));
      }
    }
    return grey;
  }

  /**
   * In steps of at most a half, so that every pixel of a large image counts. One of the right size
   * is drawn too: that, and not its colour model, says what grey and transparent pixels are.
   */
  private static BufferedImage resize(BufferedImage image, int width, int height) {
    BufferedImage now = image;
    do {
      int nextWidth = Math.max(width, now.getWidth() / 2);
      int nextHeight = Math.max(height, now.getHeight() / 2);
      BufferedImage next = new BufferedImage(nextWidth, nextHeight, BufferedImage.TYPE_INT_RGB);
      Graphics2D graphics = next.createGraphics();
      graphics.setRenderingHint(
          RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
      graphics.drawImage(now, 0, 0, nextWidth, nextHeight, null);
      graphics.dispose();
      now = next;
    } while (now.getWidth() != width || now.getHeight() != height);
    return now;
  }

  @Override
  public Labels labels() {
    return labels;
  }

  @Override
  public Encoded encode(int[] training) throws IOException {
    return spool.bytes(shape.orElseThrow());
  }
}
