package drover.dl4j.data;

import drover.core.DataPath;
import drover.core.config.Section;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;

/** Looks at the first row of a data file before any trial is started on it. */
public final class SourceCheck {

  private SourceCheck() {}

  /** Notes what is wrong with the source of {@code data}, if anything is. */
  public static void check(DataSettings settings, Section data, Configuration hadoop) {
    if (settings.isBuiltIn()) {
      return;
    }
    try {
      Path path = DataPath.find(settings.source(), hadoop).getPath();
      try (InputStream file = path.getFileSystem(hadoop).open(path)) {
        Csv.layout(file, settings);
      }
    } catch (FileNotFoundException e) {
      data.mistake("source", "there is no file " + settings.source());
    } catch (DataException e) {
      data.mistake(e.key(), String.valueOf(e.getMessage()));
    } catch (IOException | IllegalArgumentException e) {
      data.mistake("source", "cannot read " + settings.source() + ": " + e.getMessage());
    }
  }
}
