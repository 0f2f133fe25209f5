package drover.jobs;

import drover.core.config.Section;
import drover.core.config.StudyFile;
import drover.jobs.bench.BenchSettings;
import drover.jobs.bench.Measure;
import drover.jobs.bench.Measures;
import drover.jobs.study.HadoopConf;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Measures what a bench file lists and prints a line a figure. */
@Command(
    name = "bench",
    description = "Measures what a bench file lists; prints lines 'name value unit (goal …)'.",
    mixinStandardHelpOptions = true)
final class BenchJob implements Callable<Integer> {

  @Parameters(index = "0", paramLabel = "FILE", description = "The bench file.")
  private String file = "";

  @Parameters(
      index = "1..*",
      paramLabel = "KEY=VALUE",
      description = "Settings that override the file's, such as bench.measures=[search].")
  private List<String> overrides = List.of();

  @Override
  public Integer call() throws Exception {
    StudyFile bench = StudyFile.load(file, overrides, List.of("bench"), HadoopConf.of(overrides));
    Section section = bench.section("bench");
    BenchSettings settings =
        BenchSettings.read(section, Path.of(file).resolveSibling(""), bench.spark());
    List<Measure> measures = Measures.read(section);
    measures.forEach(measure -> measure.check(settings, section));
    bench.finish();
    for (Measure measure : measures) {
      List<Path> missing = settings.missing(measure);
      if (missing.isEmpty()) {
        measure.run(settings, figure -> System.out.println(figure.line()));
      } else {
        System.err.println("Left out: there is no " + missing.get(0) + " (bench.data)");
      }
    }
    return 0;
  }
}
