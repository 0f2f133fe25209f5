package drover.spark;

import drover.core.DataPath;
import java.io.IOException;
import java.io.Serializable;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.LocatedFileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RemoteIterator;

/**
 * A data file or folder of a study as the driver found it.
 *
 * @param name the file or folder as the study file names it: a path or a Hadoop URI
 * @param uri where it is, fully qualified
 * @param length its length in bytes; of a folder, that of all files in it and below
 * @param modified when it was last changed, in milliseconds since 1970; of a folder, the last of
 *     its files
 */
public record DataFile(String name, String uri, long length, long modified)
    implements Serializable {

  /**
   * Looks a file or folder up.
   *
   * @throws IOException if there is no such file
   */
  public static DataFile find(String name, Configuration hadoop) throws IOException {
    FileStatus status = DataPath.findAny(name, hadoop);
    Path path = status.getPath();
    if (!status.isDirectory()) {
      return new DataFile(name, path.toString(), status.getLen(), status.getModificationTime());
    }
    long length = 0;
    long modified = 0;
    RemoteIterator<LocatedFileStatus> files = path.getFileSystem(hadoop).listFiles(path, true);
    while (files.hasNext()) {
      FileStatus file = files.next();
      length += file.getLen();
      modified = Math.max(modified, file.getModificationTime());
    }
    return new DataFile(name, path.toString(), length, modified);
  }
}
