package drover.spark;

import drover.core.LostModelException;
import drover.core.study.StudyFolder;
import java.io.IOException;
import java.io.InputStream;
import java.io.Serializable;
import java.nio.file.Files;
import java.nio.file.StandardCopyOption;
import java.util.UUID;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.LocalFileSystem;
import org.apache.hadoop.fs.Path;

/**
 * The models that a study keeps, each under its {@link StudyFolder#modelName}.
 *
 * @param folder a Hadoop URI
 */
record Models(String folder) implements Serializable {

  /** Keeps a trial's model in place of an earlier one; readers see it whole or not at all. */
  void keep(int trial, java.nio.file.Path model, Configuration hadoop) throws IOException {
    Stores.ask(() -> keepOnce(trial, model, hadoop));
  }

  private Path keepOnce(int trial, java.nio.file.Path model, Configuration hadoop)
      throws IOException {
    Path target = path(trial);
    Path temporary = new Path(folder, "." + trial + "-" + UUID.randomUUID());
    FileSystem files = files(target, hadoop);
    try {
      try (FSDataOutputStream out = files.create(temporary, true)) {
        Files.copy(model, out);
      }
      files.delete(target, false);
      if (!files.rename(temporary, target)) {
        throw new IOException("cannot rename " + temporary + " to " + target);
      }
      return target;
    } finally {
      files.delete(temporary, false);
    }
  }

  /**
   * Copies a trial's kept model to a local file.
   *
   * @throws LostModelException if there is none any more
   * @throws IOException if it cannot be copied now
   */
  void fetch(int trial, java.nio.file.Path model, Configuration hadoop)
      throws IOException, LostModelException {
    Path source = path(trial);
    try {
      Stores.ask(() -> copy(source, model, hadoop));
    } catch (IOException e) {
      if (Stores.isLost(e)) {
        throw new LostModelException(String.valueOf(e.getMessage()));
      }
      throw e;
    }
  }

  /** Copies a file, in place of a local one that there may be; its length. */
  static long copy(Path from, java.nio.file.Path to, Configuration hadoop) throws IOException {
    try (InputStream in = files(from, hadoop).open(from)) {
      return Files.copy(in, to, StandardCopyOption.REPLACE_EXISTING);
    }
  }

  private Path path(int trial) {
    return new Path(folder, StudyFolder.modelName(trial));
  }

  /** Without the checksum files that Hadoop would put beside local ones. */
  static FileSystem files(Path path, Configuration hadoop) throws IOException {
    FileSystem files = path.getFileSystem(hadoop);
    return files instanceof LocalFileSystem local ? local.getRawFileSystem() : files;
  }
}
