package drover.spark;

import drover.core.DataPath;
import java.io.IOException;
import java.io.Serializable;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;

/**
 * A data file or folder of a study as the driver found it.
 *
 * @param name the file or folder as the study file names it: a path or a Hadoop URI
 * @param uri where it is, fully qualified
 * @param length its length in bytes; of a folder, that of all files in it and below
 * @param modified when it was last changed, in milliseconds since 1970
 */
record DataFile(String name, String uri, long length, long modified) implements Serializable {

  /**
   * Looks a file or folder up from the driver.
   *
   * @throws IOException if there is no such file
   */
  static DataFile find(String name, Configuration hadoop) throws IOException {
    FileStatus status = DataPath.findAny(name, hadoop);
    Path path = status.getPath();
    long length =
        status.isDirectory()
            ? path.getFileSystem(hadoop).getContentSummary(path).getLength()
            : status.getLen();
    return new DataFile(name, path.toString(), length, status.getModificationTime());
  }
}
