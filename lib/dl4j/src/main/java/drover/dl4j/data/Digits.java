package drover.dl4j.data;

import drover.core.config.Sections;
import java.io.IOException;
import java.util.List;
import java.util.Objects;

/**
 * The handwritten digits that come with Drover; {@code digits.txt} beside them tells the source.
 */
final class Digits {

  private Digits() {}

  static Format read(Spool spool) throws IOException {
    Csv csv =
        new Csv(
            DataSettings.read(
                Sections.resolved(
                    "{ source = digits.csv, header = no, shape = [8, 8, 1] }",
                    "objective.dl4j.data")),
            spool);
    DataFile file =
        new DataFile(
            DataSettings.DIGITS,
            "digits.csv.gz",
            0,
            () ->
                Objects.requireNonNull(
                    Digits.class.getResourceAsStream("/drover/dl4j/digits.csv.gz")));
    csv.read(List.of(file), Integer.MAX_VALUE);
    return csv;
  }
}
