package drover.spark;

import drover.core.DataContext;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.Serializable;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.conf.Configuration;

/** A study's data on whatever executor asks for it, or on the driver. */
public final class ExecutorFiles implements DataContext, Serializable {
  private static final long serialVersionUID = 1L;

  private final long seed;
  private final ArrayList<DataFile> files;

  private ExecutorFiles(long seed, List<DataFile> files) {
    this.seed = seed;
    this.files = new ArrayList<>(files);
  }

  /**
   * Looks the files up from the driver.
   *
   * @param names the files as the study file names them
   * @throws IOException if there is no such file
   */
  public static ExecutorFiles find(List<String> names, long seed, Configuration hadoop)
      throws IOException {
    List<DataFile> files = new ArrayList<>();
    for (String name : names) {
      files.add(DataFile.find(name, hadoop));
    }
    return new ExecutorFiles(seed, files);
  }

  List<DataFile> files() {
    return files;
  }

  @Override
  public long seed() {
    return seed;
  }

  @Override
  public Path local(String uri) throws IOException {
    for (DataFile file : files) {
      if (file.name().equals(uri)) {
        return LocalFiles.ofExecutor().local(file);
      }
    }
    throw new FileNotFoundException(uri + " is not among the study's data files");
  }

  @Override
  public Path shared() {
    return LocalFiles.ofExecutor().folder();
  }
}
