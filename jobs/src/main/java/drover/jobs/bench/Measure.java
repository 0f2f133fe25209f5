package drover.jobs.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.hadoop.fs.FileUtil;

/** Something that a bench file can list. */
public interface Measure {

  /**
   * Measures; may take minutes.
   *
   * @param folder for the measure's files; it is empty
   */
  List<Figure> run(BenchSettings settings, Path folder) throws Exception;

  /** Measures in a temporary folder, which stays only if the measure fails: its logs say why. */
  default List<Figure> run(BenchSettings settings) throws Exception {
    Path folder = Files.createTempDirectory("drover-bench");
    List<Figure> figures = run(settings, folder);
    if (!FileUtil.fullyDelete(folder.toFile())) {
      throw new IOException("cannot delete " + folder);
    }
    return figures;
  }
}
