package drover.jobs.bench;

import drover.core.config.Section;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import org.apache.hadoop.fs.FileUtil;

/** Something that a bench file can list. */
public interface Measure {

  /**
   * Measures; may take minutes.
   *
   * @param folder for the measure's files; it is empty
   * @param figures takes each figure as soon as it is known
   */
  void run(BenchSettings settings, Path folder, Consumer<Figure> figures) throws Exception;

  /** Names in the folder {@code bench.data} without which there is nothing to measure. */
  default List<String> data() {
    return List.of();
  }

  /** Notes the mistakes in settings that this measure needs. */
  default void check(BenchSettings settings, Section bench) {}

  /** Measures in a temporary folder, which stays only if the measure fails: its logs say why. */
  default void run(BenchSettings settings, Consumer<Figure> figures) throws Exception {
    Path folder = Files.createTempDirectory("drover-bench");
    run(settings, folder, figures);
    if (!FileUtil.fullyDelete(folder.toFile())) {
      throw new IOException("cannot delete " + folder);
    }
  }
}
