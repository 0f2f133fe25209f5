package drover.jobs.bench.search;

import drover.core.config.Section;
import drover.jobs.bench.BenchSettings;
import drover.jobs.bench.Figure;
import drover.jobs.bench.Measure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * How good the searchers' proposals are: leaves a row for each run and a page of convergence
 * curves, and sums them up.
 */
public final class SearchMeasure implements Measure {

  @Override
  public void check(BenchSettings settings, Section bench) {
    Path problems = settings.search().problems();
    if (!Files.isDirectory(problems)) {
      bench.mistake("problems", "there is no folder " + problems);
    }
  }

  @Override
  public void run(BenchSettings settings, Path folder, Consumer<Figure> figures)
      throws IOException {
    SearchSettings search = settings.search();
    SearchBench bench = new SearchBench(search, System.err);
    Peers peers = Peers.read(search.problems());
    Optional<Path> html = search.html().or(() -> search.csv().map(SearchMeasure::beside));
    if (html.isPresent()) {
      ResultsFile.makeFolder(html.get());
    }
    List<Row> rows = bench.run(search.csv().orElseGet(() -> folder.resolve("bench.csv")));
    new Summary(bench.problems(), rows, peers)
        .figures(search.searchers(), search.modes())
        .forEach(figures);
    if (html.isPresent()) {
      ConvergencePage.write(html.get(), bench.problems(), rows, search.searchers());
      System.err.println("bench: convergence curves in " + html.get());
    }
    List<Row> failed = rows.stream().filter(Row::isFailed).toList();
    if (!failed.isEmpty()) {
      throw new IOException(
          "%d of %d runs failed, such as %s: %s"
              .formatted(failed.size(), rows.size(), failed.get(0).run(), failed.get(0).failure()));
    }
  }

  /** {@code results.csv} has its page in {@code results.html}. */
  private static Path beside(Path csv) {
    String name = csv.getFileName().toString().replaceFirst("\\.csv$", "");
    return csv.resolveSibling(name + ".html");
  }
}
