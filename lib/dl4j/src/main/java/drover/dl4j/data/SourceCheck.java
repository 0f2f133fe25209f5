package drover.dl4j.data;

import drover.core.config.Section;
import drover.dl4j.layers.Shape;
import java.io.IOException;
import org.apache.hadoop.conf.Configuration;

/** Reads the first examples of the data before any trial is started on it. */
public final class SourceCheck {

  /**
   * What kind of data it is.
   *
   * @param classes true if networks are to say classes, false if numbers
   * @param images false if the examples are certainly no images
   */
  public record Found(boolean classes, boolean images) {}

  private SourceCheck() {}

  /**
   * Notes what is wrong with the source of {@code data}, if anything is.
   *
   * @return what could be found out in spite of mistakes
   */
  public static Found check(DataSettings settings, Section data, Configuration hadoop) {
    if (settings.isBuiltIn()) {
      return new Found(true, true);
    }
    try (Spool spool = Spool.small()) {
      Sources sources = Sources.remote(settings, hadoop);
      Format format = Formats.of(settings, sources.training(), spool);
      Dataset.read(format, sources, Labels.DECISIVE);
      Format.Encoded encoded = format.encode(Split.range(0, format.labels().size()));
      return new Found(format.labels().areClasses(), encoded.shape() instanceof Shape.Image);
    } catch (DataException e) {
      data.mistake(e.key(), String.valueOf(e.getMessage()));
    } catch (IOException e) {
      data.mistake("source", "cannot read " + settings.source() + ": " + e.getMessage());
    }
    return new Found(!settings.task().equals("regression"), true);
  }
}
