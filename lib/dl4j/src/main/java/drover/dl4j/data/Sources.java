package drover.dl4j.data;

import drover.core.DataContext;
import drover.core.DataPath;
import drover.core.HadoopFiles;
import java.io.File;
import java.io.FileInputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.LocatedFileStatus;
import org.apache.hadoop.fs.RemoteIterator;

/**
 * The files of a data set. Of several files or a folder, those named after a test part are the test
 * part, if the settings name no other.
 *
 * @param format one of {@link Formats#NAMES} but auto
 * @param training files that are split
 * @param test files of the test part; may be empty
 * @param beside files of the same folders that are no data of the format
 */
record Sources(String format, List<DataFile> training, List<DataFile> test, Set<DataFile> beside) {

  private static final Pattern TEST = Pattern.compile("(?i)(^|[-_./])(test|t10k)([-_./]|$)");

  /** How the files of a source are found. */
  private interface Listing {
    List<DataFile> of(String source) throws IOException;
  }

  /** The local copies that a trial works with. */
  static Sources local(DataSettings settings, DataContext context) throws IOException {
    return of(settings, source -> local(source, context.local(source)));
  }

  /** The files as the driver sees them. */
  static Sources remote(DataSettings settings, Configuration hadoop) throws IOException {
    return of(settings, source -> remote(source, hadoop));
  }

  private static Sources of(DataSettings settings, Listing listing) throws IOException {
    List<DataFile> training = list("source", settings.source(), listing);
    List<DataFile> test = list("test-source", settings.testSource(), listing);
    if (test.isEmpty() && training.size() > 1) {
      List<DataFile> all = training;
      test = all.stream().filter(file -> TEST.matcher(file.place()).find()).toList();
      training = all.stream().filter(file -> !TEST.matcher(file.place()).find()).toList();
    }
    if (training.isEmpty()) {
      throw DataException.of("source", settings.source().get(0), "there are no files to train on");
    }
    String format = Formats.name(settings, training);
    Set<DataFile> beside = Formats.beside(format, settings, training, test);
    return new Sources(format, without(beside, training), without(beside, test), beside);
  }

  private static List<DataFile> without(Set<DataFile> beside, List<DataFile> files) {
    return files.stream().filter(file -> !beside.contains(file)).toList();
  }

  private static List<DataFile> list(String key, List<String> sources, Listing listing)
      throws DataException {
    List<DataFile> files = new ArrayList<>();
    for (String source : sources) {
      try {
        files.addAll(listing.of(source));
      } catch (FileNotFoundException | NoSuchFileException e) {
        throw DataException.of(key, source, "there is no such file or folder");
      } catch (IOException | IllegalArgumentException e) {
        throw DataException.of(key, source, "cannot be read: " + HadoopFiles.reason(e));
      }
    }
    return files;
  }

  private static List<DataFile> local(String source, Path path) throws IOException {
    if (!Files.isDirectory(path)) {
      return List.of(localFile(source, ownName(source), path));
    }
    try (Stream<Path> all = Files.walk(path, FileVisitOption.FOLLOW_LINKS)) {
      return all.filter(Files::isRegularFile)
          .map(file -> inFolder(source, path, file))
          .filter(file -> DataFile.isVisible(file.place()))
          .sorted(Comparator.comparing(DataFile::place))
          .toList();
    }
  }

  private static DataFile inFolder(String source, Path folder, Path file) {
    String place = folder.relativize(file).toString();
    return localFile(below(source, place), place, file);
  }

  private static DataFile localFile(String name, String place, Path path) {
    File file = path.toFile();
    return new DataFile(name, place, file.length(), () -> new FileInputStream(file));
  }

  private static List<DataFile> remote(String source, Configuration hadoop) throws IOException {
    FileStatus status = DataPath.findAny(source, hadoop);
    FileSystem system = status.getPath().getFileSystem(hadoop);
    if (!status.isDirectory()) {
      return List.of(remoteFile(source, ownName(source), status, system));
    }
    List<DataFile> files = new ArrayList<>();
    String root = status.getPath().toUri().getPath();
    RemoteIterator<LocatedFileStatus> all = system.listFiles(status.getPath(), true);
    while (all.hasNext()) {
      FileStatus file = all.next();
      String place = file.getPath().toUri().getPath().substring(root.length() + 1);
      files.add(remoteFile(below(source, place), place, file, system));
    }
    return files.stream()
        .filter(file -> DataFile.isVisible(file.place()))
        .sorted(Comparator.comparing(DataFile::place))
        .toList();
  }

  private static DataFile remoteFile(
      String name, String place, FileStatus file, FileSystem system) {
    return new DataFile(name, place, file.getLen(), () -> system.open(file.getPath()));
  }

  /** How messages call what lies at a place below a folder. */
  static String below(String source, String place) {
    return source.endsWith("/") ? source + place : source + "/" + place;
  }

  private static String ownName(String source) {
    return source.substring(source.lastIndexOf('/') + 1);
  }
}
