package drover.jobs.bench;

import drover.core.config.Section;
import drover.jobs.bench.search.SearchSettings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * The section {@code bench}.
 *
 * @param studies folder of the study files that some measures run
 * @param data local folder in which each data set has a file or folder of its own
 * @param search what the searchers are measured on
 */
public record BenchSettings(Path studies, Path data, SearchSettings search) {

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
        Path.of(bench.text("data")),
        SearchSettings.read(bench, folder, spark));
  }

  /** A study file that is measured. */
  String study(String name) {
    return studies.resolve(name).toString();
  }

  /** The file or folder of a data set, which may not be there. */
  Path data(String name) {
    return data.resolve(name);
  }

  /** The data that a measure needs and that are not there. */
  public List<Path> missing(Measure measure) {
    return measure.data().stream().map(this::data).filter(Files::notExists).toList();
  }

  /** Notes a mistake if a study file that is to be measured is not there. */
  void requireStudy(String name, Section bench) {
    if (!Files.exists(Path.of(study(name)))) {
      bench.mistake("studies", "there is no " + study(name));
    }
  }
}
