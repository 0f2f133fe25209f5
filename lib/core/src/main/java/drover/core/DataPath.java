package drover.core;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.Files;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;

/** What the name of a data file in a study file means. */
public final class DataPath {

  private DataPath() {}

  /**
   * Looks a file up from the driver. A plain path means a local file if there is one, else a file
   * of Hadoop's default file system.
   *
   * @param name a path or a Hadoop URI
   * @return the file with its full URI
   * @throws FileNotFoundException if there is no such file
   * @throws IllegalArgumentException if the name is no path
   */
  public static FileStatus find(String name, Configuration hadoop) throws IOException {
    FileStatus status = findAny(name, hadoop);
    if (status.isDirectory()) {
      throw new FileNotFoundException(name + " is a folder");
    }
    return status;
  }

  /** Looks a file or a folder up as {@link #find} does. */
  public static FileStatus findAny(String name, Configuration hadoop) throws IOException {
    Path path = new Path(name);
    if (path.toUri().getScheme() == null && Files.exists(java.nio.file.Path.of(name))) {
      path = new Path(java.nio.file.Path.of(name).toUri());
    }
    return HadoopFiles.of(path, hadoop).getFileStatus(path);
  }
}
