package drover.dl4j.data;

import drover.core.DataPath;
import java.io.IOException;
import java.util.NavigableSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;
import org.jspecify.annotations.Nullable;

/** The folders after which classes are named. */
final class ClassFolders {

  private ClassFolders() {}

  /**
   * Refuses a class without examples: a folder beside those of the files that has none itself.
   *
   * @throws DataException that names it
   */
  static void requireFilled(DataSettings settings, Sources sources, Configuration hadoop)
      throws IOException {
    for (String source : settings.files()) {
      NavigableSet<String> files =
          Stream.concat(sources.training().stream(), sources.test().stream())
              .filter(file -> file.name().equals(Sources.below(source, file.place())))
              .map(DataFile::place)
              .collect(Collectors.toCollection(TreeSet::new));
      NavigableSet<String> parents =
          files.stream()
              .map(file -> file.replaceFirst("[^/]*/[^/]*$", ""))
              .collect(Collectors.toCollection(TreeSet::new));
      for (String parent : parents) {
        requireFilled(source, parent, files, hadoop);
      }
    }
  }

  private static void requireFilled(
      String source, String parent, NavigableSet<String> files, Configuration hadoop)
      throws IOException {
    Path root = DataPath.findAny(source, hadoop).getPath();
    Path place = parent.isEmpty() ? root : new Path(root, parent);
    for (FileStatus inside : root.getFileSystem(hadoop).listStatus(place)) {
      String folder = parent + inside.getPath().getName() + "/";
      @Nullable String next = files.ceiling(folder);
      boolean filled = next != null && next.startsWith(folder);
      if (inside.isDirectory() && DataFile.isVisible(folder) && !filled) {
        throw DataException.of(
            "source",
            Sources.below(source, folder),
            "this folder would be a class, but holds no file to read");
      }
    }
  }
}
