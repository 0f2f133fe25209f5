package drover.core.config;

import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigIncludeContext;
import com.typesafe.config.ConfigIncluder;
import com.typesafe.config.ConfigIncluderFile;
import com.typesafe.config.ConfigObject;
import drover.core.HadoopFiles;
import java.io.File;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/**
 * A study file's text with the files it includes: {@code include "x.conf"} stands for the file
 * beside it, whatever file system that is, and must exist.
 */
final class StudyText implements ConfigIncluder, ConfigIncluderFile {

  private static final int MAX_DEPTH = 20;

  private final Configuration hadoop;
  private final String location;
  private final int depth;
  private final String text;

  private StudyText(Configuration hadoop, String location, int depth, String askedBy) {
    this.hadoop = hadoop;
    this.location = location;
    this.depth = depth;
    this.text = read(askedBy);
  }

  /**
   * Reads and parses; substitutions stay unresolved.
   *
   * @param location a local path, or a URI of any Hadoop file system
   * @throws MistakesException with one mistake: no such file, or no HOCON
   */
  static ConfigObject parse(String location, Configuration hadoop) {
    return new StudyText(hadoop, location, 0, "").parse();
  }

  private ConfigObject parse() {
    return HoconText.tried(
        location,
        () ->
            ConfigFactory.parseString(text, HoconText.options(location).setIncluder(this)).root());
  }

  @Override
  public ConfigObject include(ConfigIncludeContext context, String what) {
    String place = place(what);
    if (depth == MAX_DEPTH) {
      throw new MistakesException(List.of(place + ": files include each other without end"));
    }
    return new StudyText(hadoop, beside(what), depth + 1, place + ": included file ").parse();
  }

  @Override
  public ConfigObject includeFile(ConfigIncludeContext context, File what) {
    return include(context, what.getPath());
  }

  @Override
  public ConfigIncluder withFallback(ConfigIncluder fallback) {
    return this;
  }

  /** The included file, relative to this one, in the words of whoever named this one. */
  private String beside(String what) {
    int folder = location.lastIndexOf('/') + 1;
    boolean absolute = what.startsWith("/") || what.contains("://");
    return absolute ? what : location.substring(0, folder) + what;
  }

  /** The line that includes a file; the parser does not tell it. */
  private String place(String what) {
    List<String> lines = text.lines().toList();
    for (int i = 0; i < lines.size(); i++) {
      if (lines.get(i).strip().startsWith("include") && lines.get(i).contains(what)) {
        return location + ":" + (i + 1);
      }
    }
    return location;
  }

  private String read(String askedBy) {
    try {
      Path path = new Path(location);
      FileSystem files =
          path.toUri().getScheme() == null
              ? FileSystem.getLocal(hadoop).getRawFileSystem()
              : HadoopFiles.of(path, hadoop);
      if (files.getFileStatus(path).isDirectory()) {
        throw unreadable(askedBy, "is a folder, not a file");
      }
      try (InputStream in = files.open(path)) {
        return new String(in.readAllBytes(), StandardCharsets.UTF_8);
      }
    } catch (FileNotFoundException e) {
      throw unreadable(askedBy, "no such file");
    } catch (IOException | IllegalArgumentException e) {
      throw unreadable(askedBy, "cannot be read: " + HadoopFiles.reason(e));
    }
  }

  private MistakesException unreadable(String askedBy, String what) {
    return new MistakesException(List.of(askedBy + location + ": " + what));
  }
}
