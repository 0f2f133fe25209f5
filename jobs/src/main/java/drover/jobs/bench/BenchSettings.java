package drover.jobs.bench;

import drover.core.config.Section;
import drover.jobs.bench.search.SearchSettings;
import java.nio.file.Path;
import java.util.Map;

/**
 * The section {@code bench}.
 *
 * @param studies folder of the study files that are measured
 * @param search what the searchers are measured on
 */
public record BenchSettings(Path studies, SearchSettings search) {

  /**
   * Reads the section.
   *
   * @param spark Spark's settings, by their full names
   */
  public static BenchSettings read(Section bench, Map<String, String> spark) {
    Path studies = Path.of(bench.text("studies"));
    if (!studies.toFile().isDirectory()) {
      bench.mistake("studies", "there is no folder " + studies);
    }
    return new BenchSettings(studies, SearchSettings.read(bench, spark));
  }

  /** A study file that is measured. */
  String study(String name) {
    return studies.resolve(name).toString();
  }
}
