package drover.dl4j.data;

import drover.dl4j.layers.Shape;
import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;
import java.util.Optional;

/**
 * The handwritten digits that come with Drover; {@code digits.txt} beside them tells the source.
 */
final class Digits {

  private static final DataSettings LAYOUT =
      new DataSettings(
          DataSettings.DIGITS,
          DataSettings.LAST,
          "no",
          0,
          0,
          Optional.of(new Shape.Image(8, 8, 1)));

  private Digits() {}

  static Examples read() throws IOException {
    InputStream file = Digits.class.getResourceAsStream("/drover/dl4j/digits.csv.gz");
    return Csv.read(Objects.requireNonNull(file), LAYOUT);
  }
}
