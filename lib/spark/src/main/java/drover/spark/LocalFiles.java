package drover.spark;

import drover.core.UnusableStudyException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.security.AccessControlException;
import org.apache.spark.SparkEnv;
import org.apache.spark.deploy.SparkHadoopUtil;

/**
 * Local copies of data files and folders, made once per executor and shared by its tasks and their
 * workers. Copies are named by their content's SHA-256 and appear whole or not at all. What is
 * local already is used in place.
 */
final class LocalFiles {

  private static final ConcurrentMap<Path, LocalFiles> BY_FOLDER = new ConcurrentHashMap<>();

  private final Path folder;
  private final Configuration hadoop;
  private final ConcurrentMap<DataFile, Path> copies = new ConcurrentHashMap<>();

  /** When what is used in place was changed last, as the first who used it saw it. */
  private final ConcurrentMap<DataFile, FileTime> used = new ConcurrentHashMap<>();

  /**
   * @param folder where copies go; it exists
   */
  LocalFiles(Path folder, Configuration hadoop) {
    this.folder = folder;
    this.hadoop = hadoop;
  }

  /** This executor's copies, in a folder that Spark removes with its own. */
  static LocalFiles ofExecutor() {
    SparkEnv spark = SparkEnv.get();
    Path parent = spark.blockManager().diskBlockManager().localDirs()[0].toPath();
    return BY_FOLDER.computeIfAbsent(
        parent.resolve("drover"),
        folder ->
            new LocalFiles(created(folder), SparkHadoopUtil.get().newConfiguration(spark.conf())));
  }

  /** A folder of this executor for short-lived files. */
  Path folder() {
    return folder;
  }

  /** Hadoop's configuration on this executor. */
  Configuration hadoop() {
    return hadoop;
  }

  /**
   * The local copy of a file, made by the first who asks while the others wait.
   *
   * @throws UnusableStudyException if the file is missing, not to be read by this user, or not the
   *     one that the driver found or an earlier trial used
   * @throws IOException if it cannot be copied now
   */
  Path local(DataFile file) throws IOException {
    try {
      Path local =
          copies.compute(
              file, (key, copy) -> copy != null && Files.exists(copy) ? copy : make(key));
      requireUnchanged(file, local);
      return local;
    } catch (UncheckedIOException e) {
      throw new IOException(file.name() + ": " + e.getMessage(), e);
    }
  }

  /** Trials that see other data than those before them do not compare with them. */
  private void requireUnchanged(DataFile file, Path local) throws IOException {
    FileTime now = Files.getLastModifiedTime(local);
    FileTime first = used.putIfAbsent(file, now);
    if (first != null && !first.equals(now) && isLocal(file)) {
      throw unusable(file, "was changed at " + now + ", after trials had used it");
    }
  }

  private static boolean isLocal(DataFile file) {
    return "file".equals(new org.apache.hadoop.fs.Path(file.uri()).toUri().getScheme());
  }

  private Path make(DataFile file) {
    org.apache.hadoop.fs.Path path = new org.apache.hadoop.fs.Path(file.uri());
    try {
      return isLocal(file) ? inPlace(file, Path.of(path.toUri().getPath())) : download(file, path);
    } catch (FileNotFoundException | AccessControlException e) {
      throw unusable(file, "cannot be read on the executors: " + e.getMessage());
    } catch (IOException e) {
      throw new UncheckedIOException(e.getMessage(), e);
    }
  }

  private static Path inPlace(DataFile file, Path local) throws IOException {
    if (!Files.exists(local)) {
      throw unusable(
          file, "is not on the executors' machines; put it where all of them can read it");
    }
    requireLength(file, local);
    return local;
  }

  private Path download(DataFile file, org.apache.hadoop.fs.Path path) throws IOException {
    Path temporary = Files.createTempDirectory(folder, "copying-");
    try {
      MessageDigest digest = Sha256.digest();
      Path copy = temporary.resolve("copy");
      copy(path, copy, digest);
      requireLength(file, copy);
      requireTime(file);
      String hash = HexFormat.of().formatHex(digest.digest());
      Path local = folder.resolve(hash + "-" + path.getName());
      // The same content under another name may be there already; only a file can be replaced.
      return Files.isDirectory(local)
          ? local
          : Files.move(copy, local, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      delete(temporary);
    }
  }

  /** Copies a file, or a folder with all below; names count into the digest of a folder. */
  private void copy(org.apache.hadoop.fs.Path from, Path to, MessageDigest digest)
      throws IOException {
    FileSystem system = from.getFileSystem(hadoop);
    if (!system.getFileStatus(from).isDirectory()) {
      try (InputStream in = new DigestInputStream(system.open(from), digest)) {
        Files.copy(in, to);
      }
      return;
    }
    Files.createDirectory(to);
    FileStatus[] entries = system.listStatus(from);
    Arrays.sort(entries);
    for (FileStatus entry : entries) {
      String name = entry.getPath().getName();
      digest.update((name + "\n").getBytes(StandardCharsets.UTF_8));
      copy(entry.getPath(), to.resolve(name), digest);
    }
  }

  /** Deletes a file, or a folder with all below. */
  static void delete(Path path) throws IOException {
    try (Stream<Path> all = Files.walk(path)) {
      for (Path each : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(each);
      }
    }
  }

  private static void requireLength(DataFile file, Path local) throws IOException {
    long length = length(local);
    if (length != file.length()) {
      throw unusable(
          file,
          "has " + length + " bytes here, but " + file.length() + " where the driver found it");
    }
  }

  /** All see the same clock, that of the file system. */
  private void requireTime(DataFile file) throws IOException {
    long modified = DataFile.find(file.uri(), hadoop).modified();
    if (modified != file.modified()) {
      throw unusable(
          file,
          "was changed at %s, after the driver had found it"
              .formatted(Instant.ofEpochMilli(modified)));
    }
  }

  private static UnusableStudyException unusable(DataFile file, String what) {
    return new UnusableStudyException("the data file " + file.name() + " " + what);
  }

  private static long length(Path local) throws IOException {
    long length = 0;
    try (Stream<Path> all = Files.walk(local, FileVisitOption.FOLLOW_LINKS)) {
      for (Path file : all.filter(Files::isRegularFile).toList()) {
        // Hadoop keeps check sums beside local files and does not count them.
        length += file.getFileName().toString().matches("\\..*\\.crc") ? 0 : Files.size(file);
      }
    }
    return length;
  }

  private static Path created(Path folder) {
    try {
      return Files.createDirectories(folder);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
