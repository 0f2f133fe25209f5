package drover.spark;

import drover.core.study.StudyFolder;
import java.io.IOException;
import java.io.Serializable;
import java.nio.file.Files;
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
    } finally {
      files.delete(temporary, false);
    }
  }

  /** Copies a trial's kept model to a local file that does not exist yet. */
  void fetch(int trial, java.nio.file.Path model, Configuration hadoop) throws IOException {
    Path source = path(trial);
    try (var in = files(source, hadoop).open(source)) {
      Files.copy(in, model);
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
