package drover.spark;

import java.io.IOException;
import java.io.Serializable;
import java.nio.file.Files;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;

/**
 * A data file of a study as the driver found it.
 *
 * @param name the file as the study file names it: a path or a Hadoop URI
 * @param uri where it is, fully qualified
 * @param length its length in bytes
 * @param modified when it was last changed, in milliseconds since 1970
 */
record DataFile(String name, String uri, long length, long modified) implements Serializable {

  /**
   * Looks a file up from the driver. A plain path means a local file if there is one, else a file
   * of Hadoop's default file system.
   *
   * @throws IOException if there is no such file
   */
  static DataFile find(String name, Configuration hadoop) throws IOException {
    Path path = new Path(name);
    if (path.toUri().getScheme() == null && Files.exists(java.nio.file.Path.of(name))) {
      path = new Path(java.nio.file.Path.of(name).toUri());
    }
    FileStatus status = path.getFileSystem(hadoop).getFileStatus(path);
    return new DataFile(
        name, status.getPath().toString(), status.getLen(), status.getModificationTime());
  }
}
