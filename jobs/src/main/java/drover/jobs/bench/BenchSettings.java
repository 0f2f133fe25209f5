package drover.jobs.bench;

import drover.core.config.Section;
import drover.jobs.bench.search.SearchSettings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * The section {@code bench}.
 *
 * @param studies folder of the study files that some measures run
 * @param mnist folder of data in the format of MNIST; empty: digits take its place
 * @param search what the searchers are measured on
 */
public record BenchSettings(Path studies, Optional<Path> mnist, SearchSettings search) {

  /**
   * Reads the section.
   *
   * @param folder the bench file's
   * @param spark Spark's settings, by their full names
   */
  public static BenchSettings read(Section bench, Path folder, Map<String, String> spark) {
    Path studies = Path.of(bench.text("studies"));
    return new BenchSettings(
        studies.toString().isEmpty() ? folder : studies,
        Optional.of(bench.text("mnist")).filter(mnist -> !mnist.isEmpty()).map(Path::of),
        SearchSettings.read(bench, folder, spark));
  }

  /** A study file that is measured. */
  String study(String name) {
    return studies.resolve(name).toString();
  }

  /** Notes a mistake if a study file that is to be measured is not there. */
  void requireStudy(String name, Section bench) {
    if (!Files.exists(Path.of(study(name)))) {
      bench.mistake("studies", "there is no " + study(name));
    }
  }
}
