package drover.spark;

import drover.core.UnusableStudyException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.security.AccessControlException;
import org.apache.spark.SparkEnv;
import org.apache.spark.deploy.SparkHadoopUtil;

/**
 * Local copies of data files, made once per executor and shared by its tasks and their workers.
 * Copies are named by their content's SHA-256 and appear whole or not at all. What is local already
 * is used in place.
 */
final class LocalFiles {

  private static final ConcurrentMap<Path, LocalFiles> BY_FOLDER = new ConcurrentHashMap<>();

  private final Path folder;
  private final Configuration hadoop;
  private final ConcurrentMap<DataFile, Path> copies = new ConcurrentHashMap<>();

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
   *     one that the driver found
   * @throws IOException if it cannot be copied now
   */
  Path local(DataFile file) throws IOException {
    try {
      return copies.compute(
          file, (key, copy) -> copy != null && Files.exists(copy) ? copy : make(key));
    } catch (UncheckedIOException e) {
      throw new IOException(file.name() + ": " + e.getMessage(), e);
    }
  }

  private Path make(DataFile file) {
    org.apache.hadoop.fs.Path path = new org.apache.hadoop.fs.Path(file.uri());
    try {
      return "file".equals(path.toUri().getScheme())
          ? inPlace(file, Path.of(path.toUri().getPath()))
          : download(file, path);
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
    if (Files.isRegularFile(local)) {
      requireLength(file, local);
    }
    return local;
  }

  private Path download(DataFile file, org.apache.hadoop.fs.Path path) throws IOException {
    MessageDigest digest = Sha256.digest();
    Path temporary = Files.createTempFile(folder, "copying-", "");
    try {
      try (InputStream in = new DigestInputStream(path.getFileSystem(hadoop).open(path), digest)) {
        Files.copy(in, temporary, StandardCopyOption.REPLACE_EXISTING);
      }
      requireLength(file, temporary);
      String hash = HexFormat.of().formatHex(digest.digest());
      return Files.move(
          temporary, folder.resolve(hash + "-" + path.getName()), StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(temporary);
    }
  }

  private static void requireLength(DataFile file, Path local) throws IOException {
    long length = Files.size(local);
    if (length != file.length()) {
      throw unusable(
          file,
          "has " + length + " bytes here, but " + file.length() + " where the driver found it");
    }
  }

  private static UnusableStudyException unusable(DataFile file, String what) {
    return new UnusableStudyException("the data file " + file.name() + " " + what);
  }

  private static Path created(Path folder) {
    try {
      return Files.createDirectories(folder);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
