package drover.jobs.bench;

import drover.core.config.Section;
import drover.search.Searchers;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * The section {@code bench}.
 *
 * @param studies folder of the study files that are measured
 * @param problems folder of the search problems
 * @param searchers which searchers to measure
 * @param seeds from how many seeds
 * @param csv where the results of each run of a search go, or empty
 */
public record BenchSettings(
    Path studies, Path problems, List<String> searchers, int seeds, Optional<Path> csv) {

  /** Reads the section. */
  public static BenchSettings read(Section bench) {
    List<String> searchers = bench.texts("searchers");
    for (String name : searchers) {
      if (!Searchers.names().contains(name)) {
        bench.mistake(
            "searchers", "unknown searcher '" + name + "'; there are " + Searchers.names());
      }
    }
    String csv = bench.text("csv");
    return new BenchSettings(
        folder(bench, "studies"),
        folder(bench, "problems"),
        searchers,
        (int) bench.integer("seeds", 1, 10_000),
        csv.isEmpty() ? Optional.empty() : Optional.of(Path.of(csv)));
  }

  private static Path folder(Section bench, String key) {
    Path folder = Path.of(bench.text(key));
    if (!folder.toFile().isDirectory()) {
      bench.mistake(key, "there is no folder " + folder);
    }
    return folder;
  }

  /** A study file that is measured. */
  String study(String name) {
    return studies.resolve(name).toString();
  }
}
