package drover.spark;

import drover.core.DataPath;
import java.io.IOException;
import java.io.Serializable;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;

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
   * Looks a file up from the driver.
   *
   * @throws IOException if there is no such file
   */
  static DataFile find(String name, Configuration hadoop) throws IOException {
    FileStatus status = DataPath.find(name, hadoop);
    return new DataFile(
        name, status.getPath().toString(), status.getLen(), status.getModificationTime());
  }
}
