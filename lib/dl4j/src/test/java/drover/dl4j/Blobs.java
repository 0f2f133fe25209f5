package drover.dl4j;

import drover.core.Randomness;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.random.RandomGenerator;

/** A tiny problem: three clouds of points in 16 dimensions, which may be seen as 4x4 images. */
final class Blobs {

  private static final int EXAMPLES = 240;

  private Blobs() {}

  /** Writes it as CSV with a header; the label column is named kind. */
  static Path write(Path folder) throws IOException {
    RandomGenerator random = Randomness.of(1, 0, "blobs");
    StringBuilder csv = new StringBuilder();
    for (int column = 0; column < 16; column++) {
      csv.append('x').append(column).append(',');
    }
    csv.append("kind\n");
    for (int i = 0; i < EXAMPLES; i++) {
      int kind = i % 3;
      for (int column = 0; column < 16; column++) {
        double centre = column / 6 == kind ? 2 : 0;
        csv.append(String.format(Locale.ROOT, "%.3f,", centre + Randomness.gaussian(random)));
      }
      csv.append("abc".charAt(kind)).append('\n');
    }
    return Files.writeString(folder.resolve("blobs.csv"), csv);
  }

  /** An objective on them as images. */
  static String objective(Path file, String network, String training) {
    return "data { source = \"%s\", label = kind, shape = [4, 4, 1] }\nnetwork = %s\ntraining { %s }"
        .formatted(file, network, training);
  }
}
