package drover.dl4j.data;

import drover.core.config.Section;
import drover.dl4j.layers.Shape;
import java.util.Arrays;
import java.util.random.RandomGenerator;

/**
 * Random changes of an image that leave its class: in each epoch a network sees other ones. Pixels
 * that come from outside the image are 0, the mean of standardised ones.
 *
 * @param shift by how many pixels the image moves at most, in each direction; 0 or more
 * @param flip probability to mirror it left to right
 * @param crop least edge of the window that is cut out of it and enlarged to its size, as a share
 *     of its own; in (0, 1], 1 for none
 * @param cutOut edge of a square of pixels that become 0, around a pixel of the image (DeVries and
 *     Taylor 2017); 0 for none
 */
public record Augmentation(int shift, double flip, double crop, int cutOut) {

  /** Changes nothing. */
  public static final Augmentation NONE = new Augmentation(0, 0, 1, 0);

  /** Reads {@code augment} of the training. */
  public static Augmentation read(Section augment) {
    return new Augmentation(
        (int) augment.integer("shift", 0, 65_536),
        augment.real("flip", 0, 1),
        augment.real("crop", 0.05, 1),
        (int) augment.integer("cut-out", 0, 65_536));
  }

  /** Changes an image in place; what is drawn depends on the generator alone. */
  public void apply(float[] row, Shape.Image shape, RandomGenerator random) {
    int height = Math.toIntExact(shape.height());
    int width = Math.toIntExact(shape.width());
    if (crop < 1) {
      crop(row, height, width, random);
    }
    if (shift > 0) {
      int down = random.nextInt(-shift, shift + 1);
      int right = random.nextInt(-shift, shift + 1);
      shift(row, height, width, down, right);
    }
    if (flip > 0 && random.nextDouble() < flip) {
      for (int line = 0; line < row.length; line += width) {
        mirror(row, line, width);
      }
    }
    if (cutOut > 0) {
      cutOut(row, height, width, random);
    }
  }

  /** Bilinear interpolation in the window; its edges fall on those of the image. */
  private void crop(float[] row, int height, int width, RandomGenerator random) {
    double share = crop + (1 - crop) * random.nextDouble();
    double top = (1 - share) * (height - 1) * random.nextDouble();
    double left = (1 - share) * (width - 1) * random.nextDouble();
    float[] image = row.clone();
    for (int channel = 0; channel < row.length; channel += height * width) {
      for (int y = 0; y < height; y++) {
        double fromY = top + share * y;
        int y0 = (int) fromY;
        int y1 = Math.min(height - 1, y0 + 1);
        for (int x = 0; x < width; x++) {
          double fromX = left + share * x;
          int x0 = (int) fromX;
          int x1 = Math.min(width - 1, x0 + 1);
          double upper = between(image, channel + y0 * width, x0, x1, fromX - x0);
          double lower = between(image, channel + y1 * width, x0, x1, fromX - x0);
          row[channel + y * width + x] = (float) (upper + (lower - upper) * (fromY - y0));
        }
      }
    }
  }

  private static double between(float[] image, int line, int left, int right, double place) {
    return image[line + left] + (image[line + right] - image[line + left]) * place;
  }

  private static void shift(float[] row, int height, int width, int down, int right) {
    float[] image = row.clone();
    Arrays.fill(row, 0);
    int count = width - Math.abs(right);
    for (int channel = 0; channel < row.length && count > 0; channel += height * width) {
      for (int y = Math.max(0, down); y < Math.min(height, height + down); y++) {
        System.arraycopy(
            image,
            channel + (y - down) * width + Math.max(0, -right),
            row,
            channel + y * width + Math.max(0, right),
            count);
      }
    }
  }

  private static void mirror(float[] row, int first, int width) {
    for (int i = first, j = first + width - 1; i < j; i++, j--) {
      float pixel = row[i];
      row[i] = row[j];
      row[j] = pixel;
    }
  }

  private void cutOut(float[] row, int height, int width, RandomGenerator random) {
    int top = random.nextInt(height) - cutOut / 2;
    int left = random.nextInt(width) - cutOut / 2;
    int from = Math.max(0, left);
    int to = Math.min(width, left + cutOut);
    for (int channel = 0; channel < row.length; channel += height * width) {
      for (int y = Math.max(0, top); y < Math.min(height, top + cutOut); y++) {
        Arrays.fill(row, channel + y * width + from, channel + y * width + to, 0);
      }
    }
  }
}
