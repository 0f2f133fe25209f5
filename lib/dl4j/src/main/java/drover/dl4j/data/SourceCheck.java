package drover.dl4j.data;

import drover.core.config.Section;
import java.io.IOException;
import org.apache.hadoop.conf.Configuration;

/** Reads the first examples of the data before any trial is started on it. */
public final class SourceCheck {

  private SourceCheck() {}

  /**
   * Notes what is wrong with the source of {@code data}, if anything is.
   *
   * @return true if networks are to say classes, false if numbers
   */
  public static boolean check(DataSettings settings, Section data, Configuration hadoop) {
    if (settings.isBuiltIn()) {
      return true;
    }
    try {
      Sources sources = Sources.remote(settings, hadoop);
      Format format = Formats.of(settings, sources.training());
      Dataset.read(format, sources, Labels.DECISIVE);
      format.encode(Split.range(0, format.labels().size()));
      return format.labels().areClasses();
    } catch (DataException e) {
      data.mistake(e.key(), String.valueOf(e.getMessage()));
    } catch (IOException e) {
      data.mistake("source", "cannot read " + settings.source() + ": " + e.getMessage());
    }
    return !settings.task().equals("regression");
  }
}
