package drover.jobs.bench.search;

import drover.jobs.bench.BenchSettings;
import drover.jobs.bench.Figure;
import drover.jobs.bench.Measure;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * How good the searchers' proposals are: leaves a row for each run and a page of convergence
 * curves, and sums them up.
 */
public final class SearchMeasure implements Measure {

  @Override
  public List<Figure> run(BenchSettings settings, Path folder) throws IOException {
    SearchSettings search = settings.search();
    SearchBench bench = new SearchBench(search, System.err);
    List<Row> rows = bench.run(search.csv().orElseGet(() -> folder.resolve("bench.csv")));
    Optional<Path> html = search.html().or(() -> search.csv().map(SearchMeasure::beside));
    if (html.isPresent()) {
      ConvergencePage.write(html.get(), bench.problems(), rows, search.searchers());
      System.err.println("bench: convergence curves in " + html.get());
    }
    Peers peers = Peers.read(search.problems());
    List<Figure> figures =
        new ArrayList<>(
            new Summary(bench.problems(), rows, peers).figures(search.searchers(), search.modes()));
    long failed = rows.stream().filter(Row::isFailed).count();
    if (failed > 0) {
      figures.add(new Figure("failed-runs", failed, "runs", "0; the log says why"));
    }
    return figures;
  }

  /** {@code results.csv} has its page in {@code results.html}. */
  private static Path beside(Path csv) {
    String name = csv.getFileName().toString().replaceFirst("\\.csv$", "");
    return csv.resolveSibling(name + ".html");
  }
}
